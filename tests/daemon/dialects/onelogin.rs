//! OneLogin: a template that an admin writes, put as a whole.

use http::Method;
use serde_json::{Value, json};

use super::{USER, members, send};
use crate::{start, user};

/// The template with its macros filled in, as far as the person has something to fill them with.
fn template(active: &str) -> Value {
    json!({
        "schemas": ["urn:scim:schemas:core:2.0", "urn:scim:schemas:extension:enterprise:2.0"],
        "userName": "ada@x.com",
        "name": { "givenName": "Ada", "familyName": "" },
        "displayName": "Ada",
        "emails": [{ "value": "ada@x.com", "type": "work", "primary": true }],
        "title": "",
        "active": active,
    })
}

#[tokio::test]
async fn the_connection_is_enabled_by_a_look_up_in_form_encoding() {
    let daemon = start();
    let scim = daemon.client();
    let json = [("content-type", "application/json")];
    let path = "/Users?filter=userName+eq+%22nobody%22&";
    let none = scim.send(Method::GET, path, &json, None).await.expect(200);
    assert_eq!(none.json()["Resources"], json!([]));
    for path in ["/Users", "/Groups"] {
        scim.send(Method::GET, path, &json, None).await.expect(200);
    }
}

#[tokio::test]
async fn the_template_is_taken_with_its_urns_its_texts_and_its_gaps() {
    let daemon = start();
    let scim = daemon.client();
    let made = send(&scim, Method::POST, "/Users", &template("true"))
        .await
        .expect(201);
    assert_eq!(made.json()["schemas"], json!([USER]));
    assert_eq!(made.json()["active"], true);
    assert_eq!(made.json()["name"], json!({ "givenName": "Ada" }));
    let path = format!("/Users/{}?", made.id());
    for (text, active) in [("false", false), ("True", true), ("False", false)] {
        let put = send(&scim, Method::PUT, &path, &template(text))
            .await
            .expect(200);
        assert_eq!(put.json()["active"], active, "{text}");
    }
    scim.delete(&path).await.expect(204);
}

#[tokio::test]
async fn groups_are_patched_in_the_old_way_and_in_the_new() {
    let daemon = start();
    let scim = daemon.client();
    let ada = scim.post("/Users", &user("ada")).await.expect(201).id();
    let ben = scim.post("/Users", &user("ben")).await.expect(201).id();
    let id = scim
        .post("/Groups", &crate::group("G", &[&ada]))
        .await
        .expect(201)
        .id();
    let path = format!("/Groups/{id}");
    let old = json!({ "members": [
        { "value": ada, "operation": "delete" },
        { "value": ben, "operation": "add" },
    ]});
    send(&scim, Method::PATCH, &path, &old).await.expect(204);
    assert_eq!(members(&scim, &id).await, [ben.as_str()]);
    let new = json!([
        { "op": "remove", "path": "members", "value": [{ "value": ben }] },
        { "op": "add", "path": "members", "value": [{ "value": ada }] },
    ]);
    scim.patch(&path, &new).await.expect(204);
    assert_eq!(members(&scim, &id).await, [ada]);
}
