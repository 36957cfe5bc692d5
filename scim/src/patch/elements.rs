//! Operations on the values of a multi-valued attribute.

mod add;
mod select;
mod write;

use serde_json::Value;

use super::{Op, PatchOperation};
use crate::{
    Object, ScimError,
    path::Resolved,
    resource::{Reader, drop_repeats, is_primary, keep_only, merge, pruned},
};
use select::Selection;

/// The values after the operation: in canonical form, each once, at most one primary.
pub(super) fn edit(
    mut elements: Vec<Value>,
    operation: &PatchOperation,
    at: Resolved<'_>,
    reader: &mut Reader,
) -> Result<Vec<Value>, ScimError> {
    let whole = operation.target.filter.is_none() && at.sub_attribute.is_none();
    let touched = match (operation.op, &operation.value) {
        (Op::Remove, _) => remove(&mut elements, operation, at),
        (Op::Add, Some(Value::Array(new))) if whole => add::add(&mut elements, new, at.attribute),
        (Op::Replace, Some(Value::Array(new))) if whole => {
            elements.clone_from(new);
            Touched::Some {
                primary: elements.iter().rposition(is_primary),
            }
        }
        (Op::Add | Op::Replace, _) => write::write(&mut elements, operation, at, reader)?,
    };
    let Touched::Some { primary } = touched else {
        return Ok(elements);
    };
    if let Some(primary) = primary {
        keep_only(&mut elements, primary);
    }
    let mut elements = elements
        .into_iter()
        .filter_map(|element| pruned(element, at.attribute))
        .collect();
    drop_repeats(&mut elements);
    Ok(elements)
}

/// Whether values were written, so that they may be out of order, empty or repeated.
enum Touched {
    Nothing,
    Some {
        /// The position of the last one that was made primary.
        primary: Option<usize>,
    },
}

fn remove(elements: &mut Vec<Value>, operation: &PatchOperation, at: Resolved<'_>) -> Touched {
    let selection = Selection::of(operation, at);
    let Some(sub_attribute) = at.sub_attribute else {
        elements.retain(|element| !selection.has(element));
        return Touched::Nothing;
    };
    for element in elements.iter_mut().filter(|element| selection.has(element)) {
        let nothing = Object::from_iter([(sub_attribute.name.clone(), Value::Null)]);
        merge_into(element, nothing);
    }
    Touched::Some { primary: None }
}

fn merge_into(element: &mut Value, change: Object) {
    if let Value::Object(element) = element {
        merge(element, change);
    }
}
