use serde_json::json;

use super::*;
use crate::{Leniency, Resource, schema, stored::Meta, urn};

fn ada() -> (Resource, Vec<u8>) {
    let body = json!({
        "schemas": [urn::USER],
        "userName": "ada",
        "title": "Teacher",
        "active": true,
        "name": { "givenName": "Ada" },
        "emails": [{ "value": "a@x", "primary": true }],
    });
    let resource = Resource::from_client(body, schema::user(), Leniency::lenient())
        .unwrap()
        .resource;
    let meta = Meta {
        resource_type: "User".to_owned(),
        created: jiff::Timestamp::UNIX_EPOCH,
        last_modified: jiff::Timestamp::UNIX_EPOCH,
        version: 1,
    };
    let stored = stored::encode(&resource, "7", &meta);
    (resource, stored)
}

#[test]
fn a_plain_change_is_seen_and_is_one() {
    let replace = |path: &str, value| json!([{ "op": "replace", "path": path, "value": value }]);
    let (resource, stored) = ada();
    for (operations, plain) in [
        (replace("active", json!(false)), true),
        (replace("active", json!("False")), true),
        (replace("Active", json!(false)), true),
        (replace("title", json!("Head")), true),
        (json!([{ "op": "Add", "value": { "active": false } }]), true),
        (replace("active", json!(true)), false),
        (replace("title", json!("Teacher")), false),
        (replace("name.givenName", json!("Eve")), false),
        (replace("nickName", json!("Ad")), false),
        (replace("password", json!("secret")), false),
        (
            replace("emails[primary eq true].value", json!("b@x")),
            false,
        ),
        (json!([{ "op": "remove", "path": "title" }]), false),
        (
            json!([
                { "op": "replace", "path": "active", "value": false },
                { "op": "replace", "path": "active", "value": true },
            ]),
            false,
        ),
    ] {
        let body = json!({ "schemas": [urn::PATCH_OP], "Operations": operations });
        let request =
            PatchRequest::parse(body.clone(), "7", schema::user(), Leniency::lenient()).unwrap();
        let says = request.plainly_changes(&stored, schema::user());
        assert_eq!(says, plain, "{body}");
        let patched = request
            .apply(&resource, schema::user(), Leniency::lenient())
            .unwrap();
        assert!(patched.changed || !says, "{body}");
    }
}
