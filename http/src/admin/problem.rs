//! Errors of the admin API (RFC 9457).

use serde::{Deserialize, Serialize};

/// What went wrong, for the operator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{title}: {detail}")]
pub struct Problem {
    /// A stable relative URI such as `/problems/token-limit`; never `about:blank`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The same words for every problem of the kind.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What is wrong this time and what to do about it.
    pub detail: String,
}

impl Problem {
    /// `name` is the last segment of the type, e.g. `token-limit`.
    pub fn new(status: u16, name: &str, title: &str, detail: impl Into<String>) -> Self {
        Self {
            kind: format!("/problems/{name}"),
            title: title.to_owned(),
            status,
            detail: detail.into(),
        }
    }
}
