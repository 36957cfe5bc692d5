//! What a PUT may not change (RFC 7644 §3.5.1).

use serde_json::Value;

use super::Resource;
use crate::{
    Object, ScimError, ScimType,
    schema::{Attribute, Mutability, ResourceSchema},
};

impl Resource {
    /// This resource in place of `old`. An immutable attribute that is set stays what it is: left
    /// out it is kept, and another value is 400 `mutability`.
    ///
    /// Of several values each is as a whole added or taken away, so their sub-attributes are not
    /// looked at.
    pub fn replacing(&self, old: &Self, schema: &ResourceSchema) -> Result<Self, ScimError> {
        if !schema.has_immutables() {
            return Ok(self.clone());
        }
        let mut object = self.object.clone();
        keep(&mut object, &old.object, &schema.core.attributes)?;
        for extension in schema.schemas().skip(1) {
            let Some(Value::Object(before)) = old.object.get(&extension.id) else {
                continue;
            };
            let mut values = match object.shift_remove(&extension.id) {
                Some(Value::Object(values)) => values,
                _ => Object::new(),
            };
            keep(&mut values, before, &extension.attributes)?;
            object.insert(extension.id.clone(), Value::Object(values));
        }
        super::Draft::of(&Self { object }).finish(schema)
    }
}

/// 400 for another value of what can be set only once.
pub(crate) fn set_only_once(name: &str) -> ScimError {
    ScimError::typed(
        ScimType::Mutability,
        format!("'{name}' can be set only once, and it is set."),
    )
}

fn keep(object: &mut Object, old: &Object, attributes: &[Attribute]) -> Result<(), ScimError> {
    for attribute in attributes {
        let Some(before) = old.get(&attribute.name) else {
            continue;
        };
        match object.get_mut(&attribute.name) {
            _ if attribute.mutability == Mutability::Immutable => {
                let kept = object
                    .entry(attribute.name.as_str())
                    .or_insert_with(|| before.clone());
                if kept != before {
                    return Err(set_only_once(&attribute.name));
                }
            }
            // Left out as a whole it goes as a whole.
            Some(Value::Object(parts)) => {
                if let Value::Object(before) = before {
                    keep(parts, before, &attribute.sub_attributes)?;
                }
            }
            _ => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
