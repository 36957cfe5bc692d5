use serde_json::json;

use super::*;
use crate::{
    Leniency,
    schema::{self, Schema},
    urn::ENTERPRISE_USER as ENTERPRISE,
};

const BADGE: &str = "urn:example:params:scim:schemas:extension:1.0:Badge";

fn read(attributes: &Value) -> Incoming {
    let mut body = json!({ "schemas": [crate::urn::USER], "userName": "ada" });
    let object = body.as_object_mut().unwrap();
    object.extend(attributes.as_object().unwrap().clone());
    Resource::from_client(body, schema::user(), Leniency::lenient()).unwrap()
}

#[test]
fn what_a_body_is_silent_on_is_kept() {
    let old = json!({
        "externalId": "7", "title": "T", "active": false, "userType": "U",
        "name": { "givenName": "Ada", "familyName": "L" },
        "emails": [{ "value": "a@x", "type": "work" }],
        ENTERPRISE: { "department": "D", "costCenter": "C", "manager": { "value": "m" } },
    });
    for (sent, changed) in [
        (json!({}), json!({})),
        (json!({ "active": true }), json!({ "active": true })),
        (
            json!({ "externalId": null, "title": null, "emails": [], "userType": "" }),
            json!({ "externalId": null, "title": null, "emails": null, "userType": null }),
        ),
        (
            json!({ "name": { "givenName": "A" }, "emails": [{ "value": "b@x" }] }),
            json!({ "name": { "givenName": "A" }, "emails": [{ "value": "b@x" }] }),
        ),
        (
            json!({ "name.givenName": "A" }),
            json!({ "name": { "givenName": "A" } }),
        ),
        (
            json!({ ENTERPRISE: { "department": "E", "costCenter": null } }),
            json!({ ENTERPRISE: { "department": "E", "manager": { "value": "m" } } }),
        ),
        (
            json!({ format!("{ENTERPRISE}:department"): null }),
            json!({ ENTERPRISE: { "costCenter": "C", "manager": { "value": "m" } } }),
        ),
        (json!({ ENTERPRISE: {} }), json!({})),
        (json!({ ENTERPRISE: null }), json!({ ENTERPRISE: null })),
    ] {
        let mut expected = old.clone();
        let object = expected.as_object_mut().unwrap();
        object.extend(changed.as_object().unwrap().clone());
        let expected = read(&expected).resource;
        let old = read(&old).resource;
        let kept = read(&sent).keeping(&old, schema::user()).unwrap();
        assert_eq!(kept, expected, "{sent}");
    }
}

#[test]
fn what_is_kept_and_what_is_sent_are_measured_together() {
    let half = "x".repeat(600_000);
    let old = read(&json!({ "photos": [{ "value": half }] })).resource;
    let sent = read(&json!({ "x509Certificates": [{ "value": half }] }));
    let error = sent.keeping(&old, schema::user()).unwrap_err();
    assert_eq!(error.status, 400);
}

#[test]
fn a_put_that_clears_leaves_alone_what_an_answer_does_not_show() {
    let attributes = json!([
        { "name": "shown" },
        { "name": "secret", "mutability": "writeOnly", "returned": "never" },
        { "name": "asked", "returned": "request" },
        { "name": "desk", "type": "complex", "subAttributes": [
            { "name": "floor" }, { "name": "code", "returned": "never" } ] },
    ]);
    let badge = Schema::from_document(json!({ "id": BADGE, "attributes": attributes })).unwrap();
    let mut schema = schema::user().clone();
    schema.extensions.push((badge, false));
    let read = |attributes: &Value| {
        let mut body = json!({ "schemas": [crate::urn::USER], "userName": "ada" });
        let object = body.as_object_mut().unwrap();
        object.extend(attributes.as_object().unwrap().clone());
        Resource::from_client(body, &schema, Leniency::lenient()).unwrap()
    };
    let all =
        json!({ "shown": "s", "secret": "x", "asked": "a", "desk": { "floor": "1", "code": "9" } });
    let old = json!({ "title": "T", "active": false, BADGE: all });
    let hidden = json!({ "secret": "x", "asked": "a" });
    for (sent, expected) in [
        (json!({}), json!({ "active": false, BADGE: hidden })),
        (
            json!({ "active": null }),
            json!({ "active": false, BADGE: hidden }),
        ),
        (
            json!({ "active": "" }),
            json!({ "active": false, BADGE: hidden }),
        ),
        (
            json!({ "active": true, BADGE: null }),
            json!({ "active": true }),
        ),
        (
            json!({ "title": "T", BADGE: { "shown": "s", "desk": { "floor": "1" } } }),
            old.clone(),
        ),
        (
            json!({ BADGE: { "secret": "y", "asked": null } }),
            json!({ "active": false, BADGE: { "secret": "y" } }),
        ),
    ] {
        let put = read(&sent).clearing(&read(&old).resource, &schema).unwrap();
        assert_eq!(put, read(&expected).resource, "{sent}");
    }
}

#[test]
fn silence_does_not_bring_back_what_was_removed() {
    let mut old = read(&json!({ "active": false })).resource;
    old.object.shift_remove("active");
    let sent = read(&json!({ "title": "T" }));
    for put in [
        sent.clearing(&old, schema::user()),
        sent.keeping(&old, schema::user()),
    ] {
        assert_eq!(put.unwrap().boolean("active"), None);
    }
}
