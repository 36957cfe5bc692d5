//! How much text a resource may hold.

use serde_json::Value;

use crate::{ScimError, ScimType};

/// In bytes. Far more than a directory knows of one person, photos and certificates included; each
/// read copies it, and a few PATCH operations could make it many times as long as they are.
const MOST_TEXT: usize = 1024 * 1024;

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
