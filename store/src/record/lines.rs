//! Values of two lines: ours, and the one that is served.

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::{broken, decode, encode};
use crate::error::EngineError;

/// The two lines of a value. JSON as we write it has no line breaks, so the first one ends the head.
pub(super) fn split<'v>(
    kind: &'static str,
    value: &'v [u8],
) -> Result<(&'v [u8], &'v [u8]), EngineError> {
    let mut lines = value.splitn(2, |byte| *byte == b'\n');
    match (lines.next(), lines.next()) {
        (Some(head), Some(body)) => Ok((head, body)),
        _ => Err(broken(kind, "the second line is missing")),
    }
}

/// The head as a record.
pub(super) fn head<T: DeserializeOwned>(
    kind: &'static str,
    value: &[u8],
) -> Result<T, EngineError> {
    decode(kind, split(kind, value)?.0)
}

/// What an answer needs: the version, which every such head has, and the served line. The rest of
/// the head is passed over, since reads are many.
pub(crate) fn served<'v>(
    kind: &'static str,
    value: &'v [u8],
) -> Result<(u64, &'v [u8]), EngineError> {
    #[derive(Deserialize)]
    struct Versioned {
        version: u64,
    }
    let (head, body) = split(kind, value)?;
    let head: Versioned = decode(kind, head)?;
    Ok((head.version, body))
}

/// A value of these two lines.
pub(super) fn join<T: Serialize>(
    kind: &'static str,
    head: &T,
    body: &[u8],
) -> Result<Vec<u8>, EngineError> {
    let mut value = encode(kind, head)?;
    value.reserve(body.len() + 1);
    value.push(b'\n');
    value.extend_from_slice(body);
    Ok(value)
}
