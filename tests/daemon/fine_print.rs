//! Sentences of RFC 7643 and RFC 7644 that are easily overlooked.

use serde_json::{Value, json};
use testkit::Client;

use crate::{group, start, user};

const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

async fn total(scim: &Client, filter: &str) -> Value {
    let search = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],
        "filter": filter,
    });
    let found = scim.post("/Users/.search", &search).await.expect(200);
    found.json()["totalResults"].clone()
}

#[tokio::test]
async fn one_list_has_one_primary_value_in_a_patch_too() {
    let daemon = start();
    let scim = daemon.client();
    let path = format!(
        "/Users/{}",
        scim.post("/Users", &user("ada")).await.expect(201).id()
    );
    let two = json!([
        { "value": "a@example.com", "type": "work", "primary": true },
        { "value": "b@example.com", "type": "home", "primary": true },
    ]);
    for op in ["replace", "add"] {
        let change = json!([{ "op": op, "path": "emails", "value": two }]);
        let changed = scim.patch(&path, &change).await.expect(200).json();
        let primary = changed["emails"].as_array().unwrap().iter();
        let primary: Vec<_> = primary.filter(|email| email["primary"] == true).collect();
        assert_eq!(primary.len(), 1, "{changed}");
        assert_eq!(primary[0]["value"], "a@example.com");
    }
    daemon.cli(&["tenant", "set", &daemon.tenant, "--strict", "true"]);
    for op in ["replace", "add"] {
        let change = json!([{ "op": op, "path": "emails", "value": two }]);
        let refused = scim.patch(&path, &change).await.expect(400).json();
        assert_eq!(refused["scimType"], "invalidValue", "{refused}");
    }
}

#[tokio::test]
async fn no_value_is_there_twice() {
    let daemon = start();
    let scim = daemon.client();
    let mut ada = user("ada");
    ada["emails"] = json!([
        { "value": "a@example.com", "type": "work" },
        { "value": "a@example.com", "type": "work", "primary": true },
    ]);
    let made = scim.post("/Users", &ada).await.expect(201).json();
    let one = json!([{ "value": "a@example.com", "type": "work", "primary": true }]);
    assert_eq!(made["emails"], one);
}

#[tokio::test]
async fn a_user_name_has_no_control_characters() {
    let daemon = start();
    let scim = daemon.client();
    let mut ada = user("ada");
    ada["userName"] = json!("ada\u{0}@example.com");
    let refused = scim.post("/Users", &ada).await.expect(400).json();
    assert_eq!(refused["scimType"], "invalidValue", "{refused}");
    let id = scim.post("/Users", &user("ada")).await.expect(201).id();
    let change = json!([{ "op": "replace", "path": "userName", "value": "a\nb" }]);
    let refused = scim
        .patch(&format!("/Users/{id}"), &change)
        .await
        .expect(400)
        .json();
    assert_eq!(refused["scimType"], "invalidValue", "{refused}");
}

#[tokio::test]
async fn who_has_an_extension_is_found_by_its_urn() {
    let daemon = start();
    let scim = daemon.client();
    let mut ada = user("ada");
    ada[ENTERPRISE] = json!({ "department": "Analysis" });
    scim.post("/Users", &ada).await.expect(201);
    scim.post("/Users", &user("ben")).await.expect(201);
    assert_eq!(total(&scim, &format!("{ENTERPRISE} pr")).await, 1);
    assert_eq!(total(&scim, &format!("not ({ENTERPRISE} pr)")).await, 1);
    daemon.cli(&["tenant", "set", &daemon.tenant, "--strict", "true"]);
    assert_eq!(total(&scim, &format!("{ENTERPRISE} pr")).await, 1);
}

#[tokio::test]
async fn to_replace_who_is_no_member_has_no_target() {
    let daemon = start();
    let scim = daemon.client();
    let ada = scim.post("/Users", &user("ada")).await.expect(201).id();
    let ben = scim.post("/Users", &user("ben")).await.expect(201).id();
    let staff = scim
        .post("/Groups", &group("Staff", &[&ada]))
        .await
        .expect(201)
        .id();
    let path = format!("/Groups/{staff}");
    for strict in ["false", "true"] {
        daemon.cli(&["tenant", "set", &daemon.tenant, "--strict", strict]);
        for (id, word) in [(&ada, "mutability"), (&ben, "noTarget")] {
            for part in ["", ".display"] {
                let target = format!("members[value eq \"{id}\"]{part}");
                let change = json!([{ "op": "replace", "path": target, "value": "x" }]);
                let refused = scim.patch(&path, &change).await.expect(400).json();
                assert_eq!(refused["scimType"], word, "{target}: {refused}");
            }
        }
    }
    let members = scim.get(&path).await.expect(200).json()["members"].clone();
    assert_eq!(members.as_array().unwrap().len(), 1);
}
