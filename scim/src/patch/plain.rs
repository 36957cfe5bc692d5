//! A cheap first look at a PATCH, for whoever would rather not apply it twice.

use serde_json::Value;

use super::{Op, PatchOperation, PatchRequest};
use crate::{schema::ResourceSchema, stored};

impl PatchRequest {
    /// True when one look at the stored form shows that this changes something: it ends by setting a
    /// simple attribute that has a value to another one, as `active` to false. False says nothing.
    pub fn plainly_changes(&self, body: &[u8], schema: &ResourceSchema) -> bool {
        let mut operations = self.operations.iter().rev();
        let Some((name, value)) = operations.next().and_then(|last| simple(last, schema)) else {
            return false;
        };
        stored::member(body, name).is_some_and(|present| {
            // A text for a number, say, is for the rules of the attribute to judge.
            std::mem::discriminant(&present) == std::mem::discriminant(value) && present != *value
        })
    }
}

/// The attribute that an operation sets whole, and to what.
fn simple<'o>(
    operation: &'o PatchOperation,
    schema: &'o ResourceSchema,
) -> Option<(&'o str, &'o Value)> {
    let target = &operation.target;
    let at = target.path.resolve(schema)?;
    let is_simple = target.filter.is_none()
        && at.extension.is_none()
        && at.sub_attribute.is_none()
        && !at.attribute.multi_valued;
    match (operation.op, &operation.value) {
        (Op::Add | Op::Replace, Some(value @ (Value::Bool(_) | Value::String(_)))) if is_simple => {
            Some((&at.attribute.name, value))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests;
