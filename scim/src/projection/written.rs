//! What a client itself has set in a request, as paths: "returned in response to any PUT, POST, or
//! PATCH operations if the attribute was specified by the client" (RFC 7643 §7).

use serde_json::Value;

use super::Projection;
use crate::{
    Object, Resource,
    patch::{Op, PatchRequest},
    path::AttributePath,
    schema::ResourceSchema,
};

impl Projection {
    /// With what a POST or PUT has set, where it matters.
    #[must_use]
    pub fn after(mut self, resource: &Resource, schema: &ResourceSchema) -> Self {
        if !schema.is_answered_whole() {
            collect(None, resource.object(), &mut self.written);
        }
        self
    }

    /// With what a PATCH has set, where it matters.
    #[must_use]
    pub fn after_patch(mut self, request: &PatchRequest, schema: &ResourceSchema) -> Self {
        if !schema.is_answered_whole() {
            for operation in request.operations.iter().filter(|one| one.op != Op::Remove) {
                let path = &operation.target.path;
                if let (None, Some(value)) = (&path.sub_attribute, &operation.value) {
                    parts(path, value, &mut self.written);
                }
                self.written.push(path.clone());
            }
        }
        self
    }
}

/// The attributes of a schema, and of each its parts.
fn collect(urn: Option<&str>, object: &Object, found: &mut Vec<AttributePath>) {
    for (name, value) in object {
        if let (None, true, Value::Object(values)) = (urn, name.contains(':'), value) {
            collect(Some(name), values, found);
            continue;
        }
        let path = AttributePath {
            urn: urn.map(str::to_owned),
            attribute: name.clone(),
            sub_attribute: None,
        };
        parts(&path, value, found);
        found.push(path);
    }
}

fn parts(path: &AttributePath, value: &Value, found: &mut Vec<AttributePath>) {
    match value {
        Value::Array(elements) => {
            for element in elements {
                parts(path, element, found);
            }
        }
        Value::Object(object) => {
            for (name, _) in object.iter().filter(|(_, value)| !value.is_null()) {
                let part = AttributePath {
                    sub_attribute: Some(name.clone()),
                    ..path.clone()
                };
                if !found.contains(&part) {
                    found.push(part);
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests;
