//! One operation on a resource.

use serde_json::Value;

use super::{Op, PatchOperation, effort::Effort, elements, immutable};
use crate::{
    ScimError,
    resource::{Draft, Reader, is_members},
    schema::ResourceSchema,
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
        let before = immutable::is_immutable(at.attribute).then(|| elements.clone());
        let elements = elements::edit(elements, operation, at, reader)?;
        if let Some(before) = before {
            immutable::check_values(at.attribute, &before, &elements)?;
        }
        return draft.put(at, Value::Array(elements));
    }
    let value = match (operation.op, &operation.value) {
        (Op::Add | Op::Replace, Some(value)) => value.clone(),
        _ => Value::Null,
    };
    immutable::check(draft, at, &value)?;
    draft.write(at, value)
}
