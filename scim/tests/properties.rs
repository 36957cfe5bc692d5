//! What holds for every POST, PUT and PATCH, whatever is in it.

#![cfg(test)]

#[path = "properties/generate.rs"]
mod generate;

use proptest::prelude::*;
use scim::{
    Leniency, Note, Resource, leniency,
    patch::PatchRequest,
    schema::{self, ResourceSchema},
    stored::{self, Meta},
    urn,
    version::EntityTag,
};
use serde_json::{Value, json};

const ID: &str = "019a";

/// What every resource is like, wherever it comes from.
fn assert_canonical(resource: &Resource, schema: &ResourceSchema, leniency: Leniency) {
    let body = Value::Object(resource.object().clone());
    let again = Resource::from_client(body.clone(), schema, leniency).unwrap();
    // A PATCH may have taken `active` away; a PUT that is silent on it does not bring it back.
    let put = again.clearing(resource, schema).unwrap();
    assert_eq!(&put, resource);
    assert_eq!(
        put.object().keys().collect::<Vec<_>>(),
        resource.object().keys().collect::<Vec<_>>()
    );
    assert_eq!(bent(again.notes), []);

    let has_extension = body.get(urn::ENTERPRISE_USER).is_some();
    let declares = resource.object()["schemas"]
        .as_array()
        .unwrap()
        .contains(&json!(urn::ENTERPRISE_USER));
    assert_eq!(has_extension, declares);
    for name in ["id", "meta", "groups", "members", "password"] {
        assert!(body.get(name).is_none(), "{name} in {body}");
    }
    for (name, value) in resource.object() {
        let primary = value
            .as_array()
            .into_iter()
            .flatten()
            .filter(|value| value["primary"] == true);
        assert!(primary.count() <= 1, "{name} in {body}");
    }
}

/// But for values that are kept as they are: they are malformed the next time too.
fn bent(mut notes: Vec<Note>) -> Vec<Note> {
    notes.retain(|note| note.tolerance != leniency::MALFORMED_VALUE);
    notes
}

fn meta() -> Meta {
    Meta {
        resource_type: "User".to_owned(),
        created: jiff::Timestamp::UNIX_EPOCH,
        last_modified: jiff::Timestamp::UNIX_EPOCH,
        version: 7,
    }
}

proptest! {
    #[test]
    fn what_is_accepted_is_canonical(body in generate::body(), leniency in generate::leniency()) {
        for schema in [schema::user(), schema::group()] {
            if let Ok(incoming) = Resource::from_client(body.clone(), schema, leniency) {
                assert_canonical(&incoming.resource, schema, leniency);
            }
        }
    }

    /// Okta writes back what it read, with `id`, `meta` and `groups`.
    #[test]
    fn a_put_of_what_was_read_changes_nothing(body in generate::body()) {
        let lenient = Leniency::lenient();
        if let Ok(incoming) = Resource::from_client(body, schema::user(), lenient) {
            prop_assert!(incoming.resource.boolean("active").is_some());
            let stored = stored::encode(&incoming.resource, ID, &meta());
            let groups = br#"[{"value":"g1","display":"G"}]"#;
            let tag = EntityTag::beside(1, groups);
            let answer = stored::render(&stored, tag, "https://h/scim/v2/Users/019a", Some(("groups", groups)));
            let put = serde_json::from_slice(&answer).unwrap();
            let again = Resource::from_client(put, schema::user(), lenient).unwrap();
            prop_assert_eq!(again.resource, incoming.resource);
            prop_assert_eq!(bent(again.notes), []);
        }
    }

    #[test]
    fn a_patch_is_refused_or_leads_to_a_canonical_resource(
        body in generate::body(),
        operations in prop::collection::vec(generate::operation(), 1..5),
        leniency in generate::leniency(),
    ) {
        for schema in [schema::user(), schema::group()] {
            let Ok(incoming) = Resource::from_client(body.clone(), schema, leniency) else {
                continue;
            };
            let message = json!({ "schemas": [urn::PATCH_OP], "Operations": operations });
            let Ok(mut request) = PatchRequest::parse(message, ID, schema, leniency) else {
                continue;
            };
            request.take_members().unwrap();
            if let Ok(patched) = request.apply(&incoming.resource, schema, leniency) {
                assert_canonical(&patched.resource, schema, leniency);
                prop_assert_eq!(patched.changed, patched.resource != incoming.resource);
            }
        }
    }

    #[test]
    fn the_same_patch_again_changes_nothing(
        body in generate::valid_user(),
        operations in generate::repeatable_operations(),
    ) {
        let (schema, lenient) = (schema::user(), Leniency::lenient());
        let before = Resource::from_client(body, schema, lenient).unwrap().resource;
        let message = json!({ "schemas": [urn::PATCH_OP], "Operations": operations });
        let request = PatchRequest::parse(message, ID, schema, lenient).unwrap();
        let once = request.apply(&before, schema, lenient).unwrap();
        let twice = request.apply(&once.resource, schema, lenient).unwrap();
        prop_assert_eq!(&once.resource, &twice.resource);
        prop_assert!(!twice.changed);
    }

    #[test]
    fn any_json_at_all_is_answered(body in generate::any_json()) {
        for schema in [schema::user(), schema::group()] {
            for leniency in [Leniency::lenient(), Leniency::strict()] {
                let _read = Resource::from_client(body.clone(), schema, leniency);
                let _parsed = PatchRequest::parse(body.clone(), ID, schema, leniency);
            }
        }
    }
}
