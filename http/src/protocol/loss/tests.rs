use scim::{Leniency, schema};
use serde_json::json;

use super::*;

#[test]
fn a_patch_that_deactivates_is_a_loss_in_every_dialect() {
    for (operations, expected) in [
        (
            json!([{"op": "Replace", "path": "active", "value": "False"}]),
            Class::Loss,
        ),
        (
            json!([{"op": "replace", "path": "active", "value": false}]),
            Class::Loss,
        ),
        (
            json!([{"op": "replace", "value": {"active": false}}]),
            Class::Loss,
        ),
        (
            json!([
                {"op": "replace", "path": "title", "value": "x"},
                {"op": "add", "path": "active", "value": false},
            ]),
            Class::Loss,
        ),
        (
            json!([{"op": "replace", "path": "active", "value": true}]),
            Class::Write,
        ),
        (
            json!([{"op": "replace", "path": "title", "value": "x"}]),
            Class::Write,
        ),
    ] {
        let body = json!({
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
            "Operations": operations,
        });
        let request = PatchRequest::parse(body, "1", schema::user(), Leniency::lenient()).unwrap();
        assert_eq!(class_of_patch(&request), expected, "{operations}");
    }
}

#[test]
fn a_patch_that_only_takes_members_out_of_a_group_is_a_loss_in_every_dialect() {
    let one = json!([{"value": "1"}]);
    for (operations, expected) in [
        (
            json!([{"op": "Remove", "path": "members", "value": one}]),
            Class::Loss,
        ),
        (
            json!([
                {"op": "remove", "path": "members[value eq \"1\"]"},
                {"op": "remove", "path": "members[value eq \"2\"]"},
            ]),
            Class::Loss,
        ),
        (json!([{"op": "remove", "path": "members"}]), Class::Loss),
        (
            json!([{"op": "replace", "path": "members", "value": []}]),
            Class::Loss,
        ),
        (
            json!([{"op": "replace", "path": "members", "value": one}]),
            Class::Write,
        ),
        (
            json!([
                {"op": "remove", "path": "members[value eq \"1\"]"},
                {"op": "add", "path": "members", "value": one},
            ]),
            Class::Write,
        ),
        (
            json!([
                {"op": "remove", "path": "members", "value": one},
                {"op": "replace", "path": "displayName", "value": "x"},
            ]),
            Class::Write,
        ),
        (
            json!([{"op": "remove", "path": "externalId"}]),
            Class::Write,
        ),
    ] {
        let body = json!({
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
            "Operations": operations,
        });
        let request = PatchRequest::parse(body, "g", schema::group(), Leniency::lenient()).unwrap();
        assert_eq!(class_of_patch(&request), expected, "{operations}");
    }
}

#[test]
fn a_put_that_deactivates_is_a_loss() {
    for (active, expected) in [
        (json!(false), Class::Loss),
        (json!("False"), Class::Loss),
        (json!(true), Class::Write),
        (json!(null), Class::Write),
    ] {
        let body = json!({
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
            "userName": "a@example.com",
            "active": active,
        });
        let incoming = Resource::from_client(body, schema::user(), Leniency::lenient()).unwrap();
        assert_eq!(class_of_replace(&incoming.resource), expected, "{active}");
    }
}
