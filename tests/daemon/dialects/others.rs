//! What smaller clients do that the three large ones don't.

use serde_json::{Value, json};

use super::{GROUP, members, total};
use crate::{group, start, user};

#[tokio::test]
async fn operators_in_capitals_and_values_without_quotes_find() {
    let daemon = start();
    let scim = daemon.client();
    scim.post("/Users", &user("ada")).await.expect(201);
    for filter in [
        r#"username Eq "ada@example.com""#,
        r#"USERNAME EQ "ada@example.com""#,
        "userName eq ada@example.com",
        r#"active eq "True""#,
        "active eq True",
        "(meta.resourceType eq User)",
        r#"not(userName eq "x") AND active EQ true"#,
    ] {
        assert_eq!(total(&scim, "Users", filter).await, 1, "{filter}");
    }
}

#[tokio::test]
async fn authentik_replaces_a_group_as_a_whole_and_adds_members_one_by_one() {
    let daemon = start();
    let scim = daemon.client();
    let config = scim.get("/ServiceProviderConfig").await.expect(200).json();
    for (name, field) in [
        ("patch", "supported"),
        ("filter", "supported"),
        ("filter", "maxResults"),
        ("bulk", "supported"),
        ("bulk", "maxOperations"),
        ("bulk", "maxPayloadSize"),
        ("changePassword", "supported"),
        ("sort", "supported"),
        ("etag", "supported"),
    ] {
        assert!(!config[name][field].is_null(), "{name}.{field}");
    }
    let ada = scim.post("/Users", &user("ada")).await.expect(201).id();
    let ben = scim.post("/Users", &user("ben")).await.expect(201).id();
    let id = scim
        .post("/Groups", &group("G", &[]))
        .await
        .expect(201)
        .id();
    let path = format!("/Groups/{id}");
    let whole = json!({ "schemas": [GROUP], "id": id, "externalId": "e", "displayName": "H" });
    scim.patch(&path, &json!([{ "op": "replace", "value": whole }]))
        .await
        .expect(204);
    let one_each: Vec<Value> = [&ada, &ben]
        .iter()
        .map(|id| json!({ "op": "add", "path": "members", "value": [{ "value": id }] }))
        .collect();
    scim.patch(&path, &json!(one_each)).await.expect(204);
    assert_eq!(members(&scim, &id).await, [ada.clone(), ben.clone()]);
    let leave = json!([{ "op": "remove", "path": "members", "value": [{ "value": ada }] }]);
    scim.patch(&path, &leave).await.expect(204);
    assert_eq!(members(&scim, &id).await, [ben]);
    assert_eq!(scim.get(&path).await.json()["displayName"], "H");
}

#[tokio::test]
async fn rauthy_unlinks_and_expects_its_external_id_byte_for_byte() {
    let daemon = start();
    let scim = daemon.client();
    let odd = "  Straße/É-01 ";
    let mut body = user("ada");
    body["externalId"] = json!(odd);
    let made = scim.post("/Users", &body).await.expect(201);
    assert_eq!(made.json()["externalId"], odd);
    assert_eq!(
        total(&scim, "Users", &format!("externalId eq \"{odd}\"")).await,
        1
    );
    assert_eq!(
        total(&scim, "Users", r#"externalId eq "straße/é-01""#).await,
        0
    );
    let id = scim
        .post("/Groups", &group("G", &[]))
        .await
        .expect(201)
        .id();
    let unlink = json!([{ "op": "replace", "value": { "displayName": "G", "externalId": null } }]);
    scim.patch(&format!("/Groups/{id}"), &unlink)
        .await
        .expect(204);
    let group = scim.get(&format!("/Groups/{id}")).await.json();
    assert_eq!(group["externalId"], Value::Null);
}

#[tokio::test]
async fn pocket_id_advances_by_the_items_that_a_page_really_has() {
    let daemon = start();
    let scim = daemon.client();
    for n in 0..5 {
        scim.post("/Users", &user(&format!("p{n}")))
            .await
            .expect(201);
    }
    let (mut start_index, mut seen) = (1, 0);
    loop {
        let page = scim
            .get(&format!("/Users?count=2&startIndex={start_index}"))
            .await
            .json();
        let items = page["itemsPerPage"].as_u64().unwrap();
        assert_eq!(items, page["Resources"].as_array().unwrap().len() as u64);
        if items == 0 {
            break;
        }
        seen += items;
        start_index += items;
    }
    assert_eq!(seen, 5);
    let page = scim.get("/Users?count=1000").await.expect(200).json();
    assert_eq!(page["itemsPerPage"], 5);
}

#[tokio::test]
async fn sailpoint_replaces_a_part_of_what_is_not_there_yet() {
    let daemon = start();
    let scim = daemon.client();
    let bare = json!({ "userName": "ada" });
    let id = scim.post("/Users", &bare).await.expect(201).id();
    let part = json!([{ "op": "replace", "path": "name.givenName", "value": "Ada" }]);
    let patched = scim.patch(&format!("/Users/{id}"), &part).await.expect(200);
    assert_eq!(patched.json()["name"], json!({ "givenName": "Ada" }));
}

#[tokio::test]
async fn a_detached_group_loses_its_members_by_one_request() {
    let daemon = start();
    let scim = daemon.client();
    let ada = scim.post("/Users", &user("ada")).await.expect(201).id();
    for (number, operation) in [
        json!({ "op": "replace", "path": "members", "value": [] }),
        json!({ "op": "remove", "path": "members" }),
        json!({ "op": "remove", "path": "members", "value": [{ "value": ada }] }),
    ]
    .into_iter()
    .enumerate()
    {
        let new = group(&format!("G{number}"), &[&ada]);
        let id = scim.post("/Groups", &new).await.expect(201).id();
        scim.patch(&format!("/Groups/{id}"), &json!([operation]))
            .await
            .expect(204);
        assert!(members(&scim, &id).await.is_empty(), "{operation}");
    }
}
