use serde_json::json;

use super::*;
use crate::{Leniency, schema, urn::ENTERPRISE_USER as ENTERPRISE};

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
