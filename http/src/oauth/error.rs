//! What goes wrong at the token endpoint (RFC 6749 §5.2).

use http::StatusCode;

use crate::{body::BodyError, provider::Failure};

/// An error of the token endpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct OAuthError {
    pub(super) code: Code,
    /// For whoever sets the client up.
    pub(super) description: String,
}

/// The `error` member, and with it the status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Code {
    InvalidClient,
    InvalidRequest,
    InvalidScope,
    UnsupportedGrantType,
    /// An `invalid_request` with a status that says more.
    Malformed(StatusCode),
    /// Not of RFC 6749, whose errors all mean that the client is wrong: 429, 503 and 500.
    Later {
        status: StatusCode,
        retry_after: u32,
    },
    Broken,
}

impl OAuthError {
    pub(super) fn new(code: Code, description: impl Into<String>) -> Self {
        Self {
            code,
            description: description.into(),
        }
    }

    pub(super) fn invalid_request(description: impl Into<String>) -> Self {
        Self::new(Code::InvalidRequest, description)
    }
}

impl Code {
    pub(super) fn status(self) -> StatusCode {
        match self {
            Self::InvalidClient => StatusCode::UNAUTHORIZED,
            Self::InvalidRequest | Self::InvalidScope | Self::UnsupportedGrantType => {
                StatusCode::BAD_REQUEST
            }
            Self::Malformed(status) | Self::Later { status, .. } => status,
            Self::Broken => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::InvalidClient => "invalid_client",
            Self::InvalidRequest | Self::Malformed(_) => "invalid_request",
            Self::InvalidScope => "invalid_scope",
            Self::UnsupportedGrantType => "unsupported_grant_type",
            Self::Later { .. } => "temporarily_unavailable",
            Self::Broken => "server_error",
        }
    }
}

impl From<Failure> for OAuthError {
    fn from(failure: Failure) -> Self {
        let later = |status, retry_after, words: &str| {
            Self::new(
                Code::Later {
                    status,
                    retry_after,
                },
                words,
            )
        };
        match failure {
            Failure::Unauthorized(words) => Self::new(Code::InvalidClient, words),
            Failure::Scim(error) => Self::invalid_request(error.detail),
            Failure::RateLimited { retry_after } => later(
                StatusCode::TOO_MANY_REQUESTS,
                retry_after,
                "Too many requests came from this account or address.",
            ),
            Failure::Busy { retry_after } => later(
                StatusCode::SERVICE_UNAVAILABLE,
                retry_after,
                "The server is busy.",
            ),
            Failure::Unknown | Failure::Broken => {
                Self::new(Code::Broken, "The server failed on this request.")
            }
        }
    }
}

impl From<BodyError> for OAuthError {
    fn from(error: BodyError) -> Self {
        // The words of the error are about changes in JSON.
        let status = error.status();
        let words = match error {
            BodyError::TooLarge { limit } => format!("The body is larger than {limit} bytes."),
            other => other.to_string(),
        };
        Self::new(Code::Malformed(status), words)
    }
}
