#![expect(
    clippy::needless_pass_by_value,
    reason = "the tables read better without an ampersand in front of each json!"
)]

mod bodies;
mod members;
mod refusals;
mod rfc_examples;
mod semantics;
mod tolerances;

use serde_json::{Value, json};

use super::*;
use crate::{
    ScimType, leniency,
    resource::{Member, MemberType},
    schema, urn,
};

const ID: &str = "019a";

/// A user in canonical form with these attributes.
fn user(attributes: Value) -> Resource {
    let mut body = json!({ "schemas": [urn::USER], "userName": "a@x.com" });
    let Value::Object(attributes) = attributes else {
        panic!("not an object")
    };
    body.as_object_mut().unwrap().extend(attributes);
    Resource::from_client(body, schema::user(), Leniency::lenient())
        .unwrap()
        .resource
}

fn message(operations: Value) -> Value {
    json!({ "schemas": [urn::PATCH_OP], "Operations": operations })
}

fn patch_with(
    resource: &Resource,
    operations: Value,
    leniency: Leniency,
) -> Result<Patched, ScimError> {
    let request = PatchRequest::parse(message(operations), ID, schema::user(), leniency)?;
    let mut patched = request.apply(resource, schema::user(), leniency)?;
    patched.notes.splice(0..0, request.notes);
    Ok(patched)
}

fn patch(resource: &Resource, operations: Value) -> Patched {
    patch_with(resource, operations, Leniency::lenient()).unwrap()
}

fn strict(resource: &Resource, operations: Value) -> Result<Patched, ScimError> {
    patch_with(resource, operations, Leniency::strict())
}

fn tolerances(notes: &[Note]) -> Vec<leniency::Tolerance> {
    notes.iter().map(|note| note.tolerance).collect()
}

/// In both modes, `before` becomes `after` and nothing is bent.
fn becomes(before: Value, operations: Value, after: Value) {
    for leniency in [Leniency::lenient(), Leniency::strict()] {
        let (before, after) = (user(before.clone()), user(after.clone()));
        let patched = patch_with(&before, operations.clone(), leniency).unwrap();
        assert_eq!(patched.resource, after, "{operations}");
        assert_eq!(patched.changed, before != after, "{operations}");
        assert_eq!(patched.notes, [], "{operations}");
    }
}
