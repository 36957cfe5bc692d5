//! Microsoft Entra ID, without and with `aadOptscim062020`.

use serde_json::{Value, json};
use testkit::Client;

use super::{ENTERPRISE, GROUP, USER, find, members, total};
use crate::{start, user};

/// As Entra makes one: the schema list with its typo, nulls and empty arrays.
fn new_user(name: &str) -> Value {
    json!({
        "userName": format!("{name}@contoso.com"),
        "externalId": format!("ext-{name}"),
        "active": true,
        "displayName": name,
        "emails": [{ "primary": true, "type": "work", "value": format!("{name}@contoso.com") }],
        "name": { "formatted": name, "familyName": "Family", "givenName": name },
        "addresses": null,
        "roles": [],
        "meta": { "resourceType": "User" },
        "schemas": [USER, "urn:ietf:params:scim:schemas:extension:enterprise:2.0User"],
    })
}

async fn created(scim: &Client, name: &str) -> String {
    scim.post("/Users", &new_user(name)).await.expect(201).id()
}

#[tokio::test]
async fn the_connection_test_finds_nobody_with_200() {
    let daemon = start();
    let scim = daemon.client();
    for path in [
        "/Users?filter=userName%20eq%20%220b9b2c2e-1111-4222-8333-944455556666%22",
        "/Users?aadOptscim062020&filter=userName+eq+%220b9b2c2e%22",
        "/Users?filter=externalId%20eq%20%220b9b2c2e%22&aadOptscim062020",
        "/Groups?excludedAttributes=members&filter=displayName%20eq%20%220b9b2c2e%22",
    ] {
        let none = scim.get(path).await.expect(200).json();
        assert_eq!(
            none,
            json!({
                "schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
                "totalResults": 0,
                "startIndex": 1,
                "itemsPerPage": 0,
                "Resources": [],
            }),
            "{path}"
        );
    }
}

#[tokio::test]
async fn every_look_up_finds_in_any_case_and_the_inactive_too() {
    let daemon = start();
    let scim = daemon.client();
    let ada = created(&scim, "ada").await;
    let disable = json!([{ "op": "Replace", "path": "active", "value": "False" }]);
    scim.patch(&format!("/Users/{ada}"), &disable)
        .await
        .expect(200);
    let manager = json!([{ "op": "Add", "path": format!("{ENTERPRISE}:manager"), "value": "m1" }]);
    scim.patch(&format!("/Users/{ada}"), &manager)
        .await
        .expect(200);
    for (filter, found) in [
        (r#"userName eq "ADA@contoso.com""#.to_owned(), 1),
        (r#"externalId eq "ext-ada""#.to_owned(), 1),
        (r"externalId eq ext-ada".to_owned(), 1),
        (
            r#"emails[type eq "work"].value eq "ada@CONTOSO.com""#.to_owned(),
            1,
        ),
        (r#"displayName eq "ADA""#.to_owned(), 1),
        (format!(r#"id eq "{ada}" and manager eq "m1""#), 1),
        (format!(r#"id eq "{ada}" and manager eq "m2""#), 0),
        (r#"userName eq "ben@contoso.com""#.to_owned(), 0),
    ] {
        assert_eq!(total(&scim, "Users", &filter).await, found, "{filter}");
    }
    let listed = find(&scim, "Users", r#"userName eq "ada@contoso.com""#).await;
    assert_eq!(listed["Resources"][0]["active"], false);
}

#[tokio::test]
async fn a_new_user_comes_back_as_sent_and_a_second_one_is_409() {
    let daemon = start();
    let scim = daemon.client();
    let answer = scim.post("/Users", &new_user("ada")).await.expect(201);
    assert!(answer.header("location").is_some());
    let made = answer.json();
    for name in ["userName", "externalId", "active", "displayName", "emails"] {
        assert_eq!(made[name], new_user("ada")[name], "{name}");
    }
    assert_eq!(made["schemas"], json!([USER]));
    let again = scim
        .post("/Users", &new_user("ada"))
        .await
        .expect(409)
        .json();
    assert_eq!(again["scimType"], "uniqueness");

    // An extension that is used without being declared is declared in the answer.
    let mut ben = new_user("ben");
    ben["schemas"] = json!([USER]);
    ben[ENTERPRISE] = json!({ "department": "R&D" });
    let made = scim.post("/Users", &ben).await.expect(201).json();
    assert_eq!(made["schemas"], json!([USER, ENTERPRISE]));
}

#[tokio::test]
async fn one_attribute_for_each_operation_changes_the_user() {
    let daemon = start();
    let scim = daemon.client();
    let path = format!("/Users/{}", created(&scim, "ada").await);
    let department = format!("{ENTERPRISE}:department");
    let manager = format!("{ENTERPRISE}:manager");
    for (operation, pointer, expected) in [
        (
            json!({ "op": "Replace", "path": "emails[type eq \"work\"].value", "value": "n@c.com" }),
            "/emails/0/value",
            json!("n@c.com"),
        ),
        (
            json!({ "op": "Replace", "path": "name.familyName", "value": "Doe" }),
            "/name/familyName",
            json!("Doe"),
        ),
        (
            json!({ "op": "Add", "path": department, "value": "R&D" }),
            "/urn:ietf:params:scim:schemas:extension:enterprise:2.0:User/department",
            json!("R&D"),
        ),
        (
            json!({ "op": "Add", "path": manager, "value": "m1" }),
            "/urn:ietf:params:scim:schemas:extension:enterprise:2.0:User/manager",
            json!({ "value": "m1" }),
        ),
        (
            json!({ "op": "Add", "path": "manager", "value": [{ "$ref": "http://x/Users/m2", "value": "m2" }] }),
            "/urn:ietf:params:scim:schemas:extension:enterprise:2.0:User/manager",
            json!({ "value": "m2", "$ref": "http://x/Users/m2" }),
        ),
        (
            json!({ "op": "replace", "path": manager, "value": { "value": "" } }),
            "/urn:ietf:params:scim:schemas:extension:enterprise:2.0:User/manager",
            Value::Null,
        ),
        (
            json!({ "op": "Add", "path": "phoneNumbers[type eq \"mobile\"].value", "value": "+1" }),
            "/phoneNumbers",
            json!([{ "value": "+1", "type": "mobile" }]),
        ),
        (
            json!({ "op": "Add", "path": "addresses[type eq \"work\"].country", "value": "Sierra Leone" }),
            "/addresses",
            json!([{ "country": "Sierra Leone", "type": "work" }]),
        ),
        (
            json!({ "op": "Add", "path": "roles[primary eq \"True\"].value", "value": "r" }),
            "/roles",
            json!([{ "value": "r", "primary": true }]),
        ),
        (
            json!({ "op": "Replace", "path": "roles", "value": [{ "value": "{\"id\":\"1\",\"value\":\"Admin\"}" }] }),
            "/roles/0/value",
            json!("{\"id\":\"1\",\"value\":\"Admin\"}"),
        ),
        (
            json!({ "op": "Remove", "path": "emails[type eq \"work\"].value", "value": "n@c.com" }),
            "/emails",
            Value::Null,
        ),
        (
            json!({ "op": "Replace", "path": "active", "value": "False" }),
            "/active",
            json!(false),
        ),
        (
            json!({ "op": "Replace", "path": "active", "value": "True" }),
            "/active",
            json!(true),
        ),
    ] {
        scim.patch(&path, &json!([operation])).await.expect(200);
        let read = scim.get(&path).await.json();
        let found = read.pointer(pointer).unwrap_or(&Value::Null);
        assert_eq!(found, &expected, "{operation}");
    }
}

#[tokio::test]
async fn with_the_flag_dotted_keys_share_one_replace() {
    let daemon = start();
    let scim = daemon.client();
    let path = format!("/Users/{}?aadOptscim062020", created(&scim, "ada").await);
    let operations = json!([{ "op": "replace", "value": {
        "displayName": "X",
        "name.givenName": "A",
        "name.familyName": "B",
        format!("{ENTERPRISE}:employeeNumber"): "7",
        "active": false,
    }}]);
    let patched = scim.patch(&path, &operations).await.expect(200).json();
    assert_eq!(patched["displayName"], "X");
    assert_eq!(patched["name"]["givenName"], "A");
    assert_eq!(patched["name"]["formatted"], "ada", "others stay");
    assert_eq!(patched[ENTERPRISE]["employeeNumber"], "7");
    assert_eq!(patched["active"], false);
}

#[tokio::test]
async fn a_group_is_made_filled_and_emptied_in_either_dialect() {
    let daemon = start();
    let scim = daemon.client();
    let ada = created(&scim, "ada").await;
    let ben = created(&scim, "ben").await;
    let new = json!({
        "schemas": [GROUP, "http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group"],
        "externalId": "g1",
        "displayName": "Staff",
        "meta": { "resourceType": "Group" },
    });
    let group = scim.post("/Groups", &new).await.expect(201).id();
    scim.post("/Groups", &new).await.expect(409);
    let found = find(&scim, "Groups", r#"displayName eq "STAFF""#).await;
    assert_eq!(found["totalResults"], 1);

    let path = format!("/Groups/{group}");
    let both = [ada.as_str(), ben.as_str()];
    let one = [ben.as_str()];
    let all = json!([{ "$ref": null, "value": ada }, { "$ref": null, "value": ben }]);
    let first = json!([{ "$ref": null, "value": ada }]);
    for (operation, left) in [
        (
            json!({ "op": "Add", "path": "members", "value": all }),
            &both[..],
        ),
        (
            json!({ "op": "Remove", "path": "members", "value": first }),
            &one,
        ),
        (
            json!({ "op": "Remove", "path": "members", "value": first }),
            &one,
        ),
        (
            json!({ "op": "add", "path": "members", "value": all }),
            &both,
        ),
        (
            json!({ "op": "remove", "path": format!("members[value eq \"{ada}\"]") }),
            &one,
        ),
        (
            json!({ "op": "Replace", "path": "displayName", "value": "All" }),
            &one,
        ),
        (
            json!({ "op": "replace", "value": { "externalId": "g2" } }),
            &one,
        ),
        (
            json!({ "op": "replace", "value": { "displayName": "Every" } }),
            &one,
        ),
        (
            json!({ "op": "replace", "path": "members", "value": all }),
            &both,
        ),
    ] {
        let answer = scim.patch(&path, &json!([operation])).await.expect(204);
        assert!(answer.body.is_empty());
        assert_eq!(members(&scim, &group).await, left, "{operation}");
    }
    let bare = scim
        .get(&format!("{path}?excludedAttributes=members"))
        .await;
    let bare = bare.expect(200).json();
    assert_eq!(bare["externalId"], "g2");
    assert_eq!(bare["members"], Value::Null);

    scim.delete(&path).await.expect(204);
    scim.get(&path).await.expect(404);
    scim.delete(&path).await.expect(404);
}

#[tokio::test]
async fn who_is_disabled_keeps_their_groups_and_who_is_deleted_is_gone() {
    let daemon = start();
    let scim = daemon.client();
    let ada = created(&scim, "ada").await;
    let group = crate::group("Staff", &[&ada]);
    let group = scim.post("/Groups", &group).await.expect(201).id();
    let path = format!("/Users/{ada}");
    for value in ["False", "True"] {
        let switch = json!([{ "op": "Replace", "path": "active", "value": value }]);
        scim.patch(&path, &switch).await.expect(200);
        assert_eq!(members(&scim, &group).await, [ada.as_str()], "{value}");
    }
    scim.delete(&path).await.expect(204);
    scim.get(&path).await.expect(404);
    scim.delete(&path).await.expect(404);
    let disable = json!([{ "op": "Replace", "path": "active", "value": "False" }]);
    scim.patch(&path, &disable).await.expect(404);
    assert_eq!(
        total(&scim, "Users", r#"userName eq "ada@contoso.com""#).await,
        0
    );
    created(&scim, "ada").await;
}

/// The requests that its validator sends besides.
#[tokio::test]
async fn the_validators_requests_pass() {
    let daemon = start();
    let scim = daemon.client();
    let only_a_name = json!({ "schemas": [USER], "userName": "bare" });
    let id = scim.post("/Users", &only_a_name).await.expect(201).id();
    let path = format!("/Users/{id}");
    let several = json!([
        { "op": "remove", "path": "preferredLanguage" },
        { "op": "add", "path": "externalId", "value": "e" },
        { "op": "replace", "path": "displayName", "value": "D" },
        { "op": "add", "path": "locale", "value": "a random string" },
        { "op": "add", "path": "profileUrl", "value": "another" },
        { "op": "add", "path": "emails[type eq \"work\"].value", "value": "w@x" },
        { "op": "add", "path": "emails[type eq \"work\"].primary", "value": true },
        { "op": "add", "path": "roles[primary eq \"True\"].display", "value": "d" },
        { "op": "add", "path": "roles[primary eq \"True\"].type", "value": "t" },
        { "op": "replace", "path": "displayName", "value": "E" },
    ]);
    let patched = scim.patch(&path, &several).await.expect(200).json();
    assert_eq!(patched["displayName"], "E");
    assert_eq!(
        patched["emails"],
        json!([{ "value": "w@x", "type": "work", "primary": true }])
    );
    assert_eq!(
        patched["roles"],
        json!([{ "display": "d", "type": "t", "primary": true }])
    );
    let rename = json!([{ "op": "replace", "path": "userName", "value": "other" }]);
    scim.patch(&path, &rename).await.expect(200);
    let random =
        json!([{ "op": "add", "path": format!("{ENTERPRISE}:manager"), "value": "nobody" }]);
    let managed = scim.patch(&path, &random).await.expect(200).json();
    assert_eq!(managed[ENTERPRISE]["manager"]["value"], "nobody");
    let none = json!([{ "op": "replace", "path": format!("{ENTERPRISE}:manager"), "value": "" }]);
    let alone = scim.patch(&path, &none).await.expect(200).json();
    assert_eq!(alone[ENTERPRISE], Value::Null);
    assert_eq!(alone["schemas"], json!([USER]));

    let member = scim.post("/Users", &user("ada")).await.expect(201).id();
    let group = scim
        .post("/Groups", &crate::group("G", &[]))
        .await
        .expect(201)
        .id();
    let swap = json!([
        { "op": "add", "path": "members", "value": [{ "value": member }, { "value": id }] },
        { "op": "remove", "path": format!("members[value eq \"{id}\"]") },
    ]);
    scim.patch(&format!("/Groups/{group}"), &swap)
        .await
        .expect(204);
    assert_eq!(members(&scim, &group).await, [member]);
}
