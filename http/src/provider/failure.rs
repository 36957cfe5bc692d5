//! What goes wrong with a call.

use scim::ScimError;

/// What goes wrong, as the wire may see it. Each becomes a status and a SCIM error body.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// Refused, with the status and the sentence in the error.
    #[error("refused with {}", .0.status)]
    Scim(ScimError),
    /// 401 with `WWW-Authenticate` (R36); the sentence is for the admin.
    #[error("unauthorized")]
    Unauthorized(String),
    /// 429.
    #[error("over the rate limit for {retry_after} s")]
    RateLimited {
        /// Seconds.
        retry_after: u32,
    },
    /// 503: never admitted, so nothing happened.
    #[error("busy for {retry_after} s")]
    Busy {
        /// Seconds.
        retry_after: u32,
    },
    /// 504: the outcome of the write is not known.
    #[error("the outcome is not known")]
    Unknown,
    /// 500: a handler broke; nothing happened.
    #[error("broken")]
    Broken,
}
