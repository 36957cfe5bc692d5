//! One operation on a resource.

use serde_json::Value;

use super::{Op, PatchOperation, effort::Effort, elements};
use crate::{
    ScimError, ScimType,
    path::Resolved,
    resource::{Draft, Reader, is_members},
    schema::{Mutability, ResourceSchema},
};

pub(super) fn apply(
    operation: &PatchOperation,
    draft: &mut Draft,
    effort: &mut Effort,
    schema: &ResourceSchema,
    reader: &mut Reader,
) -> Result<(), ScimError> {
    let Some(at) = operation.target.path.resolve(schema) else {
        return Ok(());
    };
    if is_members(at) {
        return Ok(());
    }
    if at.attribute.multi_valued {
        let elements = draft.take_elements(at);
        effort.spend(operation, &elements)?;
        let elements = elements::edit(elements, operation, at, reader)?;
        return draft.put(at, Value::Array(elements));
    }
    let value = match (operation.op, &operation.value) {
        (Op::Add | Op::Replace, Some(value)) => value.clone(),
        _ => Value::Null,
    };
    check_immutable(draft, at, &value)?;
    draft.write(at, value)
}

/// "immutable": set once, and then only to the same value (RFC 7644 §3.5.2, §3.5.2.1).
fn check_immutable(draft: &Draft, at: Resolved<'_>, value: &Value) -> Result<(), ScimError> {
    let present = match (draft.get(at), at.sub_attribute) {
        (Some(value), Some(sub_attribute)) => value.get(&sub_attribute.name),
        (value, _) => value,
    };
    let immutable = at.last().mutability == Mutability::Immutable;
    match present {
        Some(present) if immutable && present != value => Err(ScimError::typed(
            ScimType::Mutability,
            format!("'{}' can be set only once, and it is set.", at.last().name),
        )),
        _ => Ok(()),
    }
}
