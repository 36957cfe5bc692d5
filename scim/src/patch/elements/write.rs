//! `add` and `replace` of some values, or of a part of them.

use serde_json::Value;

use super::{
    Touched, merge_into,
    select::{Selection, facts},
};
use crate::{
    Object, ScimError, ScimType, leniency,
    patch::{Op, PatchOperation, immutable},
    path::Resolved,
    resource::{Reader, is_primary, text},
};

/// Writes into every selected value, or makes one where none is.
pub(super) fn write(
    elements: &mut Vec<Value>,
    operation: &PatchOperation,
    at: Resolved<'_>,
    reader: &mut Reader,
) -> Result<Touched, ScimError> {
    let selection = Selection::of(operation, at);
    let Some(change) = change(operation.value.as_ref(), at) else {
        // The selected values as a whole are unassigned.
        if operation.op == Op::Replace {
            elements.retain(|element| !selection.has(element));
        }
        return Ok(Touched::Nothing);
    };
    let filter = operation.target.filter.as_ref();
    let known = match filter {
        Some(filter) if !reader.leniency().strict => facts(filter, at.attribute, reader),
        _ => None,
    };
    let mut selected: Vec<usize> = elements
        .iter()
        .enumerate()
        .filter(|(_, element)| selection.has(element))
        .map(|(position, _)| position)
        .collect();
    if selected.is_empty() {
        if change.values().all(Value::is_null) {
            return Ok(Touched::Nothing);
        }
        if filter.is_some() {
            if known.is_none() {
                return Err(no_target());
            }
            reader.note(leniency::CREATE_ON_NO_MATCH, &operation.target.path);
        }
        selected.push(elements.len());
        // "SHALL treat the operation as an 'add'" (RFC 7644 §3.5.2.3).
        elements.push(Value::Object(known.clone().unwrap_or_else(Object::new)));
    }
    let written = text::length(change.values()).saturating_mul(selected.len());
    text::check(written, &at.attribute.name)?;

    let replaces = operation.op == Op::Replace && at.sub_attribute.is_none();
    let mut primary = None;
    for position in selected {
        let Some(element) = elements.get_mut(position) else {
            continue;
        };
        immutable::check_value(at.attribute, element, &change)?;
        if replaces {
            // What the filter says stays true, or the same operation would not find it again.
            *element = Value::Object(known.clone().unwrap_or_else(Object::new));
        }
        merge_into(element, change.clone());
        primary = is_primary(element).then_some(position);
    }
    Ok(Touched::Some { primary })
}

/// The sub-attributes that are written; null unassigns.
fn change(value: Option<&Value>, at: Resolved<'_>) -> Option<Object> {
    match (at.sub_attribute, value) {
        (Some(sub_attribute), value) => {
            let value = value.cloned().unwrap_or(Value::Null);
            Some(Object::from_iter([(sub_attribute.name.clone(), value)]))
        }
        (None, Some(Value::Object(object))) => Some(object.clone()),
        (None, _) => None,
    }
}

fn no_target() -> ScimError {
    ScimError::typed(
        ScimType::NoTarget,
        "No value is what the filter in [ ] asks for. Add the value first, without a filter.",
    )
}
