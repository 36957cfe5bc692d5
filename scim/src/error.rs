//! The one error of SCIM: an HTTP status, a `scimType` and a sentence for the admin who reads it
//! (RFC 7644 §3.12).

use std::fmt;

use serde_json::{Value, json};

use crate::{Object, urn};

/// In characters. A detail names what the client sent, and that may be of any length.
const LONGEST_DETAIL: usize = 1_000;

/// What went wrong, in the words of RFC 7644 §3.12, table 9, and of RFC 9865 §2.1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScimType {
    /// The cursor was good once, but the client has waited too long for the next page.
    ExpiredCursor,
    /// The size of a page that a cursor leads to can't be read.
    InvalidCount,
    /// The cursor is none that this query was given.
    InvalidCursor,
    /// The filter can't be read, or asks what the attribute can't answer.
    InvalidFilter,
    /// The path of a PATCH operation can't be read.
    InvalidPath,
    /// The body can't be read, or isn't the message that was expected.
    InvalidSyntax,
    /// A required value is missing, or a value has the wrong type.
    InvalidValue,
    /// The version of the protocol isn't supported.
    InvalidVers,
    /// The change touches what may not be changed.
    Mutability,
    /// The path of a PATCH operation names nothing that can be operated on.
    NoTarget,
    /// The URL holds personal data that it must not hold.
    Sensitive,
    /// The filter finds more than the server is willing to answer.
    TooMany,
    /// A value that must be unique is taken.
    Uniqueness,
}

impl ScimType {
    /// The word on the wire, e.g. `invalidFilter`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ExpiredCursor => "expiredCursor",
            Self::InvalidCount => "invalidCount",
            Self::InvalidCursor => "invalidCursor",
            Self::InvalidFilter => "invalidFilter",
            Self::InvalidPath => "invalidPath",
            Self::InvalidSyntax => "invalidSyntax",
            Self::InvalidValue => "invalidValue",
            Self::InvalidVers => "invalidVers",
            Self::Mutability => "mutability",
            Self::NoTarget => "noTarget",
            Self::Sensitive => "sensitive",
            Self::TooMany => "tooMany",
            Self::Uniqueness => "uniqueness",
        }
    }
}

/// A request that is refused. `detail` may be shown to an identity provider's admin; it never
/// holds a secret or an internal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScimError {
    /// The HTTP status, e.g. 409.
    pub status: u16,
    /// Absent where table 9 has no word for it, e.g. for 404.
    pub scim_type: Option<ScimType>,
    /// What is wrong, where, and what to do about it.
    pub detail: String,
}

impl ScimError {
    /// An error that has no `scimType`.
    pub fn new(status: u16, detail: impl Into<String>) -> Self {
        Self {
            status,
            scim_type: None,
            detail: shortened(detail.into()),
        }
    }

    /// An error with a `scimType`: 400, or 409 for `Uniqueness` (RFC 7644 §3.3).
    pub fn typed(scim_type: ScimType, detail: impl Into<String>) -> Self {
        let status = match scim_type {
            ScimType::Uniqueness => 409,
            _ => 400,
        };
        Self {
            status,
            scim_type: Some(scim_type),
            detail: shortened(detail.into()),
        }
    }

    /// Nothing has this id: 404. An id of another tenant gets the same words, so that it can't be
    /// told from one that doesn't exist (P13).
    pub fn not_found(resource_type: &str, id: &str) -> Self {
        Self::new(
            404,
            format!(
                "{resource_type} {id} does not exist in this account. It may have been deleted; \
                 search for it by a filter, or create it again."
            ),
        )
    }

    /// The body of RFC 7644 §3.12. `status` is a JSON string there.
    pub fn to_json(&self) -> Value {
        let mut body = Object::new();
        let mut put = |name: &str, value: Value| body.insert(name.to_owned(), value);
        put("schemas", json!([urn::ERROR]));
        put("status", self.status.to_string().into());
        if let Some(scim_type) = self.scim_type {
            put("scimType", scim_type.as_str().into());
        }
        put("detail", self.detail.as_str().into());
        Value::Object(body)
    }
}

impl fmt::Display for ScimError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.detail)
    }
}

impl std::error::Error for ScimError {}

fn shortened(mut detail: String) -> String {
    if let Some((end, _)) = detail.char_indices().nth(LONGEST_DETAIL) {
        detail.truncate(end);
        detail.push('…');
    }
    detail
}

#[cfg(test)]
mod tests;
