//! "The primary attribute value 'true' MUST appear no more than once" (RFC 7643 §2.4).

use std::fmt;

use serde_json::Value;

use super::reader::{Reader, drop_repeats};
use crate::{ScimError, ScimType, leniency};

/// The sub-attribute.
pub(crate) const PRIMARY: &str = "primary";

/// Of several values in one list that say so, the first stays it; 400 in strict mode.
pub(crate) fn one_primary(
    value: &mut Value,
    place: &dyn fmt::Display,
    reader: &mut Reader,
) -> Result<(), ScimError> {
    let Some(elements) = value.as_array_mut() else {
        return Ok(());
    };
    if let [first, _, ..] = positions(elements).as_slice() {
        reader.tolerate(leniency::EXTRA_PRIMARY, place, || {
            ScimError::typed(
                ScimType::InvalidValue,
                format!("Only one value of {place} may be primary. Mark one of them."),
            )
        })?;
        keep_only(elements, *first);
        // Two that differed only in this are one now.
        drop_repeats(elements);
    }
    Ok(())
}

/// Whether this value says that it is the preferred one.
pub(crate) fn is_primary(element: &Value) -> bool {
    element.get(PRIMARY) == Some(&Value::Bool(true))
}

/// Which of the values say so.
fn positions(elements: &[Value]) -> Vec<usize> {
    elements
        .iter()
        .enumerate()
        .filter(|(_, element)| is_primary(element))
        .map(|(position, _)| position)
        .collect()
}

/// Sets `primary` of all values but the one at `keep` to false, where it was true.
pub(crate) fn keep_only(elements: &mut [Value], keep: usize) {
    for (position, element) in elements.iter_mut().enumerate() {
        if position != keep
            && is_primary(element)
            && let Some(element) = element.as_object_mut()
        {
            element.insert(PRIMARY.to_owned(), Value::Bool(false));
        }
    }
}
