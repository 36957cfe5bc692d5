//! Bodies: read as JSON, and as a user and a group.

use scim::{
    Leniency, Resource,
    json::{self, Limits},
    leniency,
    schema::{self, ResourceSchema},
};
use serde_json::Value;

use crate::BOTH;

/// What is accepted is JSON to others too, and the same again when written and read. As a resource
/// it is in canonical form.
pub fn check(bytes: &[u8]) {
    let Ok(value) = json::read(bytes, Limits::default()) else {
        return;
    };
    let text = value.to_string();
    assert_eq!(
        json::read(text.as_bytes(), Limits::default()).as_ref(),
        Ok(&value),
        "written and read again"
    );
    let plain = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let theirs: Value = serde_json::from_slice(plain).expect("JSON to serde_json too");
    assert_eq!(value, theirs, "as serde_json reads it");
    for schema in [schema::user(), schema::group()] {
        for leniency in BOTH {
            if let Ok(incoming) = Resource::from_client(value.clone(), schema, leniency) {
                canonical(&incoming.resource, schema, leniency);
            }
        }
    }
}

/// To send what is stored changes nothing, and needs no tolerance but for the values that are kept
/// as they came.
pub(crate) fn canonical(resource: &Resource, schema: &ResourceSchema, leniency: Leniency) {
    let mut body = resource.object().clone();
    if schema.core.attribute("active").is_some() && !body.contains_key("active") {
        // To leave it out would be to ask for the default.
        body.insert("active".to_owned(), Value::Null);
    }
    let mut again = Resource::from_client(Value::Object(body), schema, leniency).expect("accepted");
    assert_eq!(&again.resource, resource);
    again
        .notes
        .retain(|note| note.tolerance != leniency::MALFORMED_VALUE);
    assert_eq!(again.notes, []);
}
