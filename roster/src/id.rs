//! Server-made ids (`UUIDv7`). Never derived from what a client sends.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Names one customer account of the app.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TenantId(pub Uuid);

/// Names one person's membership in one tenant, for ever: a person who returns gets it back (D5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MemberId(pub Uuid);

/// A text that is no id of ours.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("an id is written as 36 characters of hex and hyphens")]
pub struct MalformedId;

impl fmt::Display for TenantId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.hyphenated().fmt(f)
    }
}

impl FromStr for TenantId {
    type Err = MalformedId;

    fn from_str(text: &str) -> Result<Self, MalformedId> {
        canonical(text).map(Self)
    }
}

impl fmt::Display for MemberId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.hyphenated().fmt(f)
    }
}

impl FromStr for MemberId {
    type Err = MalformedId;

    fn from_str(text: &str) -> Result<Self, MalformedId> {
        canonical(text).map(Self)
    }
}

/// Reads only the spelling that [`fmt::Display`] writes. Ids compare exactly (RFC 7643 §3.1), so a
/// second spelling of the same id would name nothing.
fn canonical(text: &str) -> Result<Uuid, MalformedId> {
    let id = Uuid::try_parse(text).map_err(|_| MalformedId)?;
    let mut buffer = Uuid::encode_buffer();
    if id.hyphenated().encode_lower(&mut buffer) == text {
        Ok(id)
    } else {
        Err(MalformedId)
    }
}

#[cfg(test)]
mod tests;
