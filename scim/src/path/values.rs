//! The values that a path names in a resource.

use std::slice;

use serde_json::Value;

use super::Resolved;
use crate::{
    Object,
    schema::{Attribute, Kind},
};

impl Resolved<'_> {
    /// A comparison with a complex attribute means its `value` (RFC 7644 §3.4.2.2).
    pub(crate) fn or_value(self) -> Self {
        match self.sub_attribute {
            None => Self {
                sub_attribute: self.attribute.sub_attribute("value"),
                ..self
            },
            Some(_) => self,
        }
    }

    /// The values of the attribute, of which a single-valued one has at most one; none if it is
    /// absent, null or an empty array, which are one state (RFC 7643 §2.5).
    pub(crate) fn elements<'o>(&self, resource: &'o Object) -> &'o [Value] {
        let home = match self.extension {
            Some(urn) => member(resource, urn).and_then(Value::as_object),
            None => Some(resource),
        };
        match home.and_then(|home| member(home, &self.attribute.name)) {
            None | Some(Value::Null) => &[],
            Some(Value::Array(elements)) => elements,
            Some(value) => slice::from_ref(value),
        }
    }

    /// In one of the elements, the value that the path ends at.
    pub(crate) fn value_in<'o>(&self, element: &'o Value) -> Option<&'o Value> {
        match self.sub_attribute {
            Some(sub_attribute) => sub_value(element, self.attribute, sub_attribute),
            None => Some(element),
        }
    }
}

/// The value of a sub-attribute. An element that is no object is its own `value`: strings where
/// the schema has objects are sent, and a simple attribute may be asked for its `value`.
pub(crate) fn sub_value<'o>(
    element: &'o Value,
    attribute: &Attribute,
    sub_attribute: &Attribute,
) -> Option<&'o Value> {
    match element {
        Value::Object(object) => member(object, &sub_attribute.name),
        _ if attribute.kind != Kind::Complex || sub_attribute.name == "value" => Some(element),
        _ => None,
    }
    .filter(|value| !value.is_null())
}

/// Names are case-insensitive (RFC 7643 §2.1); the canonical spelling is by far the usual one.
pub(crate) fn member<'o>(object: &'o Object, name: &str) -> Option<&'o Value> {
    object.get(name).or_else(|| {
        object
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    })
}
