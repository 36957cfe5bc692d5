//! File modes, written as four octal digits in a string: `"0660"`. A serde `with` module.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::text;

/// A mode that may be absent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(transparent)]
pub(crate) struct Mode(#[serde(with = "crate::mode")] pub(crate) u32);

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's shape")]
pub(crate) fn serialize<S: Serializer>(mode: &u32, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&format_args!("{mode:04o}"))
}

pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    let shape = "a file mode of four octal digits, such as \"0660\"";
    text::read(deserializer, shape, read)
}

fn read(text: &str) -> Option<u32> {
    let octal =
        text.len() == 4 && text.starts_with('0') && text.bytes().all(|b| b.is_ascii_digit());
    octal.then(|| u32::from_str_radix(text, 8).ok()).flatten()
}

#[cfg(test)]
mod tests;
