//! PATCH messages, applied to a user and to a group.

use scim::{
    Leniency, Resource,
    json::{self, Limits},
    patch::PatchRequest,
    schema::{self, ResourceSchema},
};
use serde_json::Value;

use crate::{BOTH, json::canonical, sample};

/// A resource that was patched is in canonical form and says whether it changed; the same
/// operation again changes nothing.
pub fn check(bytes: &[u8]) {
    let Ok(message) = json::read(bytes, Limits::default()) else {
        return;
    };
    for (schema, body) in [
        (schema::user(), sample::user()),
        (schema::group(), sample::group()),
    ] {
        for leniency in BOTH {
            let before = Resource::from_client(body.clone(), schema, leniency)
                .expect("a good resource")
                .resource;
            patched(&message, &before, schema, leniency);
        }
    }
}

fn patched(message: &Value, before: &Resource, schema: &ResourceSchema, leniency: Leniency) {
    let Ok(mut request) = PatchRequest::parse(message.clone(), ID, schema, leniency) else {
        return;
    };
    if request.take_members().is_err() {
        return;
    }
    let Ok(once) = request.apply(before, schema, leniency) else {
        return;
    };
    canonical(&once.resource, schema, leniency);
    assert_eq!(once.changed, once.resource != *before);
    // Of several operations a later one may undo what an earlier one does, and in lenient mode a
    // filter that no longer finds anything makes a value.
    if request.operations.len() == 1
        && leniency.strict
        && let Ok(twice) = request.apply(&once.resource, schema, leniency)
    {
        assert_eq!(twice.resource, once.resource, "the same operation again");
        assert!(!twice.changed);
    }
}

const ID: &str = "019a";
