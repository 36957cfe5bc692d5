//! What RFC 7643 says of attributes, over the wire: who may set them, when they are answered.

use http::Method;
use serde_json::{Value, json};

use crate::{group, start, user};

const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

#[tokio::test]
async fn attributes_choose_what_every_operation_answers() {
    let daemon = start();
    let scim = daemon.client();
    let mut body = user("ada");
    body[ENTERPRISE] = json!({ "department": "R&D", "manager": { "value": "m" } });
    let id = scim.post("/Users", &body).await.expect(201).id();
    let patch = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
        "Operations": [{ "op": "replace", "path": "title", "value": "T" }],
    });
    let of_name = vec!["id", "name", "schemas"];
    for (query, expected) in [
        ("attributes=name.givenName", of_name.clone()),
        ("attributes=NAME.GIVENNAME", of_name.clone()),
        (
            "attributes=%20name.givenName%20,%20,nothing",
            of_name.clone(),
        ),
        (
            "attributes=urn:ietf:params:scim:schemas:core:2.0:User:name.givenName",
            of_name,
        ),
        (
            "attributes=urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
            vec!["id", "schemas", ENTERPRISE],
        ),
        (
            "attributes=urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value",
            vec!["id", "schemas", ENTERPRISE],
        ),
        ("attributes=manager", vec!["id", "schemas", ENTERPRISE]),
        (
            "excludedAttributes=id,schemas,name,emails,meta,displayName,externalId,active,title,\
             urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
            vec!["id", "schemas", "userName"],
        ),
        ("attributes=password,groups.display", vec!["id", "schemas"]),
    ] {
        let one = format!("/Users/{id}?{query}");
        let mut second = body.clone();
        second["userName"] = json!(format!("u{}", query.len()));
        second["emails"] = json!([]);
        let answers = [
            scim.send(Method::GET, &one, &[], None).await.expect(200),
            scim.send(Method::PUT, &one, &[], Some(body.to_string()))
                .await
                .expect(200),
            scim.send(Method::PATCH, &one, &[], Some(patch.to_string()))
                .await
                .expect(200),
            scim.post(&format!("/Users?{query}"), &second).await,
        ];
        for answer in &answers {
            assert_eq!(names(&answer.json()), expected, "{query}");
        }
        let made = answers[3].json()["id"]
            .as_str()
            .unwrap_or_default()
            .to_owned();
        if !made.is_empty() && answers[3].status == 201 {
            scim.delete(&format!("/Users/{made}")).await.expect(204);
        }
        let list = scim
            .get(&format!("/Users?count=1&{query}"))
            .await
            .expect(200);
        assert_eq!(names(&list.json()["Resources"][0]), expected, "{query}");
        let (list_name, value) = query.split_once('=').unwrap();
        let value = value.replace("%20", " ");
        let names_in_it: Vec<&str> = value.split(',').collect();
        let search = json!({
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],
            list_name: names_in_it,
            "count": 1,
        });
        let found = scim.post("/Users/.search", &search).await.expect(200);
        assert_eq!(names(&found.json()["Resources"][0]), expected, "{query}");
    }
    for path in ["/Users", &format!("/Users/{id}")] {
        let both = format!("{path}?attributes=userName&excludedAttributes=name");
        let refused = scim.get(&both).await.expect(400).json();
        assert_eq!(refused["scimType"], "invalidValue", "{path}");
    }
}

#[tokio::test]
async fn only_one_value_is_primary_however_it_is_said() {
    let daemon = start();
    let scim = daemon.client();
    let id = scim.post("/Users", &user("ada")).await.expect(201).id();
    let path = format!("/Users/{id}");
    for (operation, primary) in [
        (
            json!({ "op": "add", "path": "emails", "value": [{ "value": "h@x", "type": "home", "primary": true }] }),
            "h@x",
        ),
        (
            json!({ "op": "replace", "path": "emails[type eq \"work\"].primary", "value": true }),
            "ada@example.com",
        ),
        (
            json!({ "op": "replace", "path": "emails[type eq \"home\"].primary", "value": "True" }),
            "h@x",
        ),
        (
            json!({ "op": "replace", "path": "emails[type eq \"work\"]", "value": { "value": "w@x", "primary": true } }),
            "w@x",
        ),
        (
            json!({ "op": "replace", "path": "emails", "value": [{ "value": "1@x", "primary": true }, { "value": "2@x", "primary": true }] }),
            "1@x",
        ),
        (
            json!({ "op": "add", "value": { "emails": [{ "value": "3@x", "primary": true }] } }),
            "3@x",
        ),
    ] {
        let patched = scim
            .patch(&path, &json!([operation]))
            .await
            .expect(200)
            .json();
        let emails = patched["emails"].as_array().unwrap();
        let marked: Vec<&Value> = emails.iter().filter(|one| one["primary"] == true).collect();
        assert_eq!(marked.len(), 1, "{operation}: {patched}");
        assert_eq!(marked[0]["value"], primary, "{operation}");
    }
}

#[tokio::test]
async fn schemas_name_an_extension_as_long_as_it_has_a_value() {
    let daemon = start();
    let scim = daemon.client();
    let id = scim.post("/Users", &user("ada")).await.expect(201).id();
    let path = format!("/Users/{id}");
    let department = format!("{ENTERPRISE}:department");
    let (with, without) = (json!([USER, ENTERPRISE]), json!([USER]));
    for (operation, expected) in [
        (
            json!({ "op": "add", "path": department, "value": "D" }),
            &with,
        ),
        (json!({ "op": "remove", "path": department }), &without),
        (
            json!({ "op": "add", "path": ENTERPRISE, "value": { "division": "V" } }),
            &with,
        ),
        (
            json!({ "op": "replace", "path": "schemas", "value": [USER] }),
            &with,
        ),
        (json!({ "op": "remove", "path": ENTERPRISE }), &without),
        (
            json!({ "op": "replace", "value": { ENTERPRISE: { "division": "V" } } }),
            &with,
        ),
        (
            json!({ "op": "replace", "path": ENTERPRISE, "value": null }),
            &without,
        ),
    ] {
        let patched = scim
            .patch(&path, &json!([operation]))
            .await
            .expect(200)
            .json();
        assert_eq!(&patched["schemas"], expected, "{operation}");
        assert_eq!(
            patched.get(ENTERPRISE).is_some(),
            expected == &with,
            "{operation}"
        );
    }
    let mut body = user("ada");
    body[ENTERPRISE] = json!({ "division": "V" });
    let put = scim.put(&path, &body).await.expect(200).json();
    assert_eq!(put["schemas"], with);
    body["schemas"] = with.clone();
    body[ENTERPRISE] = json!({});
    let put = scim.put(&path, &body).await.expect(200).json();
    assert_eq!(put["schemas"], without);
}

#[tokio::test]
async fn what_the_server_sets_is_ignored_in_bodies_and_refused_as_a_path() {
    let daemon = start();
    let scim = daemon.client();
    let mut body = user("ada");
    body["id"] = json!("mine");
    body["groups"] = json!([{ "value": "g" }]);
    body["meta"] = json!({ "created": "1999-01-01T00:00:00Z", "version": "W/\"77\"" });
    let made = scim.post("/Users", &body).await.expect(201).json();
    assert_ne!(made["id"], "mine");
    assert_eq!(made["groups"], Value::Null);
    assert_eq!(made["meta"]["version"], "W/\"1\"");
    assert_eq!(made["meta"]["created"], made["meta"]["lastModified"]);
    assert_eq!(made["meta"]["resourceType"], "User");

    let path = format!("/Users/{}", made["id"].as_str().unwrap());
    let put = scim.put(&path, &body).await.expect(200).json();
    assert_eq!(put["id"], made["id"]);
    assert_eq!(put["meta"], made["meta"], "nothing that counts has changed");
    for operation in [
        json!({ "op": "replace", "path": "id", "value": "x" }),
        json!({ "op": "replace", "path": "meta.created", "value": "1999-01-01T00:00:00Z" }),
        json!({ "op": "add", "path": "groups", "value": [{ "value": "g" }] }),
        json!({ "op": "remove", "path": "groups" }),
        json!({ "op": "remove", "path": "userName" }),
        json!({ "op": "replace", "path": format!("{ENTERPRISE}:manager.displayName"), "value": "x" }),
        json!({ "op": "replace", "value": { "id": "another" } }),
    ] {
        let refused = scim
            .patch(&path, &json!([operation]))
            .await
            .expect(400)
            .json();
        assert_eq!(refused["scimType"], "mutability", "{operation}");
    }
    assert_eq!(scim.get(&path).await.json(), put);
}

#[tokio::test]
async fn a_failing_operation_leaves_nothing_behind() {
    let daemon = start();
    let scim = daemon.client();
    let id = scim.post("/Users", &user("ada")).await.expect(201).id();
    let path = format!("/Users/{id}");
    let before = scim.get(&path).await.json();
    for (last, scim_type) in [
        (json!({ "op": "remove" }), "noTarget"),
        (
            json!({ "op": "replace", "path": "emails[value sw \"z\"].value", "value": "x" }),
            "noTarget",
        ),
        (
            json!({ "op": "replace", "path": "a b", "value": "x" }),
            "invalidPath",
        ),
        (json!({ "op": "move", "path": "title" }), "invalidSyntax"),
        (
            json!({ "op": "replace", "path": "active", "value": 7 }),
            "invalidValue",
        ),
        (
            json!({ "op": "replace", "path": "userName", "value": "" }),
            "invalidValue",
        ),
    ] {
        let first = json!({ "op": "replace", "path": "title", "value": "T" });
        let refused = scim
            .patch(&path, &json!([first, last]))
            .await
            .expect(400)
            .json();
        assert_eq!(refused["scimType"], scim_type, "{last}");
        assert_eq!(scim.get(&path).await.json(), before, "{last}");
    }
}

#[tokio::test]
async fn a_change_to_the_same_is_no_change() {
    let daemon = start();
    let scim = daemon.client();
    let id = scim.post("/Users", &user("ada")).await.expect(201).id();
    let staff = scim
        .post("/Groups", &group("Staff", &[&id]))
        .await
        .expect(201)
        .id();
    for (path, operation) in [
        (
            format!("/Users/{id}"),
            json!({ "op": "replace", "path": "displayName", "value": "ada" }),
        ),
        (
            format!("/Users/{id}"),
            json!({ "op": "remove", "path": "title" }),
        ),
        (
            format!("/Groups/{staff}"),
            json!({ "op": "add", "path": "members", "value": [{ "value": id }] }),
        ),
        (
            format!("/Groups/{staff}"),
            json!({ "op": "remove", "path": "members[value eq \"nobody\"]" }),
        ),
    ] {
        let before = scim.get(&path).await.json();
        scim.patch(&path, &json!([operation])).await;
        assert_eq!(scim.get(&path).await.json(), before, "{operation}");
    }
}

#[tokio::test]
async fn one_name_in_two_spellings_is_one_user() {
    let daemon = start();
    let scim = daemon.client();
    let name = |text: &str| json!({ "userName": text });
    scim.post("/Users", &name("\u{c4}rger")).await.expect(201);
    for other in ["\u{e4}RGER", "A\u{308}rger", "\u{ff21}\u{308}rger"] {
        scim.post("/Users", &name(other)).await.expect(409);
        let filter = format!("userName eq \"{other}\"");
        let filter =
            percent_encoding::utf8_percent_encode(&filter, percent_encoding::NON_ALPHANUMERIC);
        let found = scim
            .get(&format!("/Users?filter={filter}"))
            .await
            .expect(200);
        assert_eq!(found.json()["totalResults"], 1, "{other}");
    }
    scim.post("/Users", &name("Arger")).await.expect(201);
}

#[tokio::test]
async fn discovery_tells_what_is_there_and_takes_no_filter() {
    let daemon = start();
    let scim = daemon.client();
    let schemas = scim
        .get("/Schemas?startIndex=9&count=1&sortBy=id")
        .await
        .expect(200)
        .json();
    let listed = schemas["Resources"].as_array().unwrap();
    assert_eq!(schemas["totalResults"], listed.len());
    for schema in listed {
        let id = schema["id"].as_str().unwrap();
        assert!(!id.starts_with("urn:ietf:params:scim:api:"), "{id}");
        assert_eq!(
            &scim.get(&format!("/Schemas/{id}")).await.expect(200).json(),
            schema
        );
    }
    let types = scim.get("/ResourceTypes").await.expect(200).json();
    for kind in types["Resources"].as_array().unwrap() {
        let name = kind["name"].as_str().unwrap();
        for field in [
            "endpoint",
            "schema",
            "schemaExtensions",
            "description",
            "id",
        ] {
            assert!(!kind[field].is_null(), "{name} {field}");
        }
        let one = scim
            .get(&format!("/ResourceTypes/{name}"))
            .await
            .expect(200);
        assert_eq!(&one.json(), kind);
    }
    let config = scim.get("/ServiceProviderConfig").await.expect(200).json();
    assert_eq!(
        config["authenticationSchemes"][0]["type"],
        "oauthbearertoken"
    );
    for path in ["/ServiceProviderConfig", "/Schemas", "/ResourceTypes"] {
        scim.get(&format!("{path}?filter=id%20pr"))
            .await
            .expect(403);
        for method in [Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
            scim.send(method, path, &[], None).await.expect(405);
        }
    }
}

/// The names of the attributes in an answer, in the order of the alphabet.
fn names(resource: &Value) -> Vec<&str> {
    let mut names: Vec<&str> = resource
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    names.sort_unstable();
    names
}
