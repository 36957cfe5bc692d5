//! One operation on a resource.

use serde_json::Value;

use super::{Op, PatchOperation, effort::Effort, elements, immutable};
use crate::{
    ScimError, leniency,
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
    if is_members(schema, at) {
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
    if value.is_null() && at.attribute.default.is_some() {
        reader.note(leniency::VALUE_KEPT, &at.attribute.name);
        // Only `remove` asks for it to be gone (RFC 7644 §3.5.2.2).
        if operation.op != Op::Remove {
            return Ok(());
        }
    }
    immutable::check(draft, at, &value)?;
    draft.write(at, value)
}
