//! The JSON reader for what clients send.
//!
//! `serde_json` alone keeps the last of two equal names and takes `userName` and `USERNAME` for two,
//! so that what one reader checks another may not be what is stored. Names are case-insensitive
//! here (RFC 7643 §2.1), and one that occurs twice is refused.

mod reader;

use std::cell::Cell;

use serde::de::DeserializeSeed;
use serde_json::{Deserializer, Value, error::Category};

use self::reader::Reader;
use crate::{ScimError, ScimType};

/// What a body may cost.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// How many arrays and objects may be inside each other. Above 127 the limit of `serde_json`
    /// applies.
    pub depth: usize,
    /// How many values there may be: arrays, objects and what is in them.
    pub values: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            depth: 32,
            values: 1_000_000,
        }
    }
}

/// Reads a whole body; a UTF-8 byte-order mark in front is skipped. 400 `invalidSyntax` with line
/// and column and what is wrong there.
pub fn read(bytes: &[u8], limits: Limits) -> Result<Value, ScimError> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if bytes.trim_ascii().is_empty() {
        return Err(ScimError::typed(
            ScimType::InvalidSyntax,
            "The body is empty, but a JSON object was expected.",
        ));
    }
    if is_wide(bytes) {
        return Err(ScimError::typed(
            ScimType::InvalidSyntax,
            "The body is in UTF-16 or UTF-32, but SCIM is sent in UTF-8 (RFC 7644 section 3.8).",
        ));
    }
    let values_left = Cell::new(limits.values);
    let mut deserializer = Deserializer::from_slice(bytes);
    Reader::new(limits, &values_left)
        .deserialize(&mut deserializer)
        .and_then(|value| deserializer.end().map(|()| value))
        .map_err(|error| refuse(&error))
}

/// JSON begins with ASCII, which has a zero byte beside it in the wider encodings; or else their
/// byte-order mark stands in front. Without this the refusal would be of a strange character.
fn is_wide(bytes: &[u8]) -> bool {
    let marks: [&[u8]; 3] = [b"\xFF\xFE", b"\xFE\xFF", b"\x00\x00\xFE\xFF"];
    marks.iter().any(|mark| bytes.starts_with(mark)) || bytes.iter().take(2).any(|byte| *byte == 0)
}

fn refuse(error: &serde_json::Error) -> ScimError {
    let (line, column) = (error.line(), error.column());
    let text = error.to_string();
    let reason = text
        .strip_suffix(&format!(" at line {line} column {column}"))
        .unwrap_or(&text);
    let what = match error.classify() {
        // Ours: the reader's own limits.
        Category::Data => "The body is refused",
        Category::Eof => "The body ends too early",
        Category::Syntax | Category::Io => "The body is not JSON",
    };
    ScimError::typed(
        ScimType::InvalidSyntax,
        format!("{what}: {reason} at line {line}, column {column}."),
    )
}

#[cfg(test)]
mod tests;
