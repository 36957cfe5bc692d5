//! The stored form: canonical JSON with `meta` last and without `meta.location`, so that an answer
//! is a copy with the location (and a user's groups, or a group's members) spliced in.

use std::fmt;

use jiff::Timestamp;
use serde::de::{Deserializer as _, IgnoredAny, MapAccess, Visitor};
use serde_json::{Value, json};

use crate::{Object, Resource, ScimError, version::EntityTag};

/// What the server knows about a resource (RFC 7643 §3.1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meta {
    /// E.g. `User`.
    pub resource_type: String,
    /// When it was made.
    pub created: Timestamp,
    /// When it last changed; at first the same as `created`.
    pub last_modified: Timestamp,
    /// Grows by one with each change; `meta.version` is its entity tag.
    pub version: u64,
}

/// How every stored form ends: `meta` is the last member, and `version` the last one of it.
const END: &[u8] = b"\\\"\"}}";

/// Canonical JSON of a resource: `schemas`, `id`, `externalId`, attributes, and `meta` last,
/// without a location. Times have milliseconds: some clients' parsers take no more than seven
/// digits.
pub fn encode(resource: &Resource, id: &str, meta: &Meta) -> Vec<u8> {
    let meta = json!({
        "resourceType": meta.resource_type,
        "created": format!("{:.3}", meta.created),
        "lastModified": format!("{:.3}", meta.last_modified),
        "version": EntityTag::new(meta.version).to_string(),
    });
    let mut members = resource
        .object
        .iter()
        .map(|(name, value)| (name.as_str(), value.to_string()));
    // Canonical form starts with `schemas`.
    let schemas = members.next();
    let members = schemas
        .into_iter()
        .chain([("id", Value::from(id).to_string())])
        .chain(members)
        .chain([("meta", meta.to_string())]);

    let mut body = Vec::new();
    for (name, value) in members {
        body.push(if body.is_empty() { b'{' } else { b',' });
        push_json_string(&mut body, name);
        body.push(b':');
        body.extend_from_slice(value.as_bytes());
    }
    body.push(b'}');
    body
}

/// The full answer body, with this tag as `meta.version`. `extra` is an attribute added at the end,
/// e.g. `("groups", b"[…]")`; an empty array is left out.
pub fn render(
    stored: &[u8],
    tag: EntityTag,
    location: &str,
    extra: Option<(&str, &[u8])>,
) -> Vec<u8> {
    let mut body = with_location(stored, tag.beside, location);
    if let Some((attribute, array)) = extra
        && array != b"[]"
    {
        open(&mut body, attribute);
        body.extend_from_slice(array);
    }
    body.push(b'}');
    body
}

/// The part before the value of a streamed last attribute: `{…,"meta":{…},"members":`. The caller
/// then writes the array and `}`.
pub fn render_head(stored: &[u8], location: &str, attribute: &str) -> Vec<u8> {
    let mut body = with_location(stored, None, location);
    open(&mut body, attribute);
    body
}

/// As an object with `meta.location`, for filters, projection and sorting. An error is a broken
/// store: 500.
pub fn decode(stored: &[u8], location: &str) -> Result<Object, ScimError> {
    let mut object = parse(stored)?;
    if let Some(Value::Object(meta)) = object.get_mut("meta") {
        meta.insert("location".to_owned(), location.into());
    }
    Ok(object)
}

/// Makes `meta.version` of a decoded resource this tag.
pub fn set_tag(object: &mut Object, tag: EntityTag) {
    if let Some(Value::Object(meta)) = object.get_mut("meta") {
        meta.insert("version".to_owned(), tag.to_string().into());
    }
}

/// One member of the stored form, without reading the others.
pub(crate) fn member(stored: &[u8], name: &str) -> Option<Value> {
    struct Named<'n>(&'n str);

    impl<'de> Visitor<'de> for Named<'_> {
        type Value = Option<Value>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a resource")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
            let mut found = None;
            while let Some(name) = members.next_key::<String>()? {
                if name == self.0 {
                    found = Some(members.next_value()?);
                } else {
                    members.next_value::<IgnoredAny>()?;
                }
            }
            Ok(found)
        }
    }

    let mut reader = serde_json::Deserializer::from_slice(stored);
    reader.deserialize_map(Named(name)).ok().flatten()
}

/// The stored form as an object. The reason of a failure stays out of the answer: it could quote
/// what is stored.
pub(crate) fn parse(stored: &[u8]) -> Result<Object, ScimError> {
    serde_json::from_slice(stored)
        .map_err(|_| ScimError::new(500, "The stored form of this resource can't be read."))
}

/// Everything but the last brace.
fn with_location(stored: &[u8], beside: Option<u64>, location: &str) -> Vec<u8> {
    let up_to_version = stored.strip_suffix(END).unwrap_or(stored);
    let mut body = Vec::with_capacity(stored.len() + location.len() + 64);
    body.extend_from_slice(up_to_version);
    if let Some(beside) = beside {
        body.extend_from_slice(EntityTag::suffix(beside).as_bytes());
    }
    body.extend_from_slice(br#"\"","location":"#);
    push_json_string(&mut body, location);
    body.push(b'}');
    body
}

/// Begins one more attribute.
fn open(body: &mut Vec<u8>, attribute: &str) {
    body.push(b',');
    push_json_string(body, attribute);
    body.push(b':');
}

fn push_json_string(body: &mut Vec<u8>, text: &str) {
    let plain = |byte: u8| byte >= b' ' && byte != b'"' && byte != b'\\';
    if text.bytes().all(plain) {
        // Every answer has a location, and none needs an escape.
        body.push(b'"');
        body.extend_from_slice(text.as_bytes());
        body.push(b'"');
    } else {
        body.extend_from_slice(Value::from(text).to_string().as_bytes());
    }
}

#[cfg(test)]
mod tests;
