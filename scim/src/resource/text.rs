//! How much text a resource may hold.

use serde_json::Value;

use crate::{Object, ScimError, ScimType};

/// In bytes. Far more than a directory knows of one person, photos and certificates included; each
/// read copies it, and a few PATCH operations could make it many times as long as they are.
const MOST_TEXT: usize = 1024 * 1024;

/// In bytes, of what a resource is found and called by: it is copied into indexes and log entries.
const LONGEST_IDENTIFIER: usize = 1024;

/// The attributes that identify, and the attribute whose values do.
const IDENTIFIERS: [&str; 3] = ["userName", "externalId", "displayName"];
const IDENTIFYING_VALUES: &str = "emails";

/// 400 if an identifier is longer than any that a directory gives, or a name that can't be typed.
pub(crate) fn check_identifiers(object: &Object) -> Result<(), ScimError> {
    let name = object.get("userName").and_then(Value::as_str);
    if name.is_some_and(|name| name.contains(char::is_control)) {
        return Err(ScimError::typed(
            ScimType::InvalidValue,
            "userName has a control character, such as a line break or NUL. Map it to an attribute \
             that is one line of plain text.",
        ));
    }
    let named = IDENTIFIERS
        .iter()
        .filter_map(|name| Some((*name, object.get(*name)?)));
    let values = object
        .get(IDENTIFYING_VALUES)
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(|element| Some((IDENTIFYING_VALUES, element.get("value")?)));
    for (name, value) in named.chain(values) {
        let length = length([value]);
        if length > LONGEST_IDENTIFIER {
            return Err(ScimError::typed(
                ScimType::InvalidValue,
                format!(
                    "{name} has {length} bytes, but {LONGEST_IDENTIFIER} are the most. Map it to \
                     a shorter attribute."
                ),
            ));
        }
    }
    Ok(())
}

/// The bytes of all texts in the values.
pub(crate) fn length<'v>(values: impl IntoIterator<Item = &'v Value>) -> usize {
    values
        .into_iter()
        .map(|value| match value {
            Value::String(text) => text.len(),
            Value::Array(elements) => length(elements),
            Value::Object(object) => length(object.values()),
            Value::Null | Value::Bool(_) | Value::Number(_) => 0,
        })
        .sum()
}

/// 400 if it would be too much; `place` is what would hold it.
pub(crate) fn check(length: usize, place: &str) -> Result<(), ScimError> {
    if length <= MOST_TEXT {
        return Ok(());
    }
    Err(ScimError::typed(
        ScimType::InvalidValue,
        format!(
            "{place} would hold more than {MOST_TEXT} bytes of text, which is the limit. Send less."
        ),
    ))
}
