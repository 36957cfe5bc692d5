//! How a run ends early.

use std::error::Error as StdError;
use std::fmt;
use std::path::PathBuf;

use thiserror::Error;

/// Why a run did not reach its end.
#[derive(Debug, Error)]
pub enum Failure {
    /// The server answered something that the provider would not accept.
    #[error(transparent)]
    Objection(Box<Objection>),
    /// No answer came, even after the retries.
    #[error("{request}: no answer")]
    Unreachable {
        /// Method and target.
        request: String,
        /// What went wrong on the way.
        #[source]
        source: Box<dyn StdError + Send + Sync>,
    },
    /// The server asked for patience (429 or 5xx) more often than the provider has it.
    #[error("{request}: the server answered {status} until the retries were used up")]
    Busy {
        /// Method and target.
        request: String,
        /// The last status.
        status: u16,
        /// `Retry-After` in seconds, if it was an integer; other forms count as absent.
        retry_after: Option<u64>,
    },
    /// The base URL cannot be used.
    #[error("base URL {url:?}: {reason}")]
    BaseUrl {
        /// The URL as given.
        url: String,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// The token cannot be sent in a header.
    #[error("the token holds characters that no HTTP header can carry")]
    Token,
    /// The certificate authorities cannot be read.
    #[error("certificate authorities from {}: {reason}", path.as_deref().map_or("the system".into(), |path| path.display().to_string()))]
    Authorities {
        /// The file, or the system's own store.
        path: Option<PathBuf>,
        /// What is wrong with them.
        reason: String,
    },
}

impl Failure {
    /// Names the phase in an objection that was raised without knowing it.
    pub(crate) fn during(mut self, phase: &str) -> Self {
        if let Self::Objection(objection) = &mut self {
            phase.clone_into(&mut objection.phase);
        }
        self
    }
}

/// What a provider would not accept, and why it cares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Objection {
    /// The phase in which it happened.
    pub phase: String,
    /// Method and target of the request; never a secret.
    pub request: String,
    /// What the provider expected.
    pub expected: String,
    /// The status and the first bytes of the body that came.
    pub came: String,
    /// What the provider makes of such an answer.
    pub why: String,
}

impl fmt::Display for Objection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            phase,
            request,
            expected,
            came,
            why,
        } = self;
        write!(
            f,
            "{phase}: {request}: expected {expected}, came {came} ({why})"
        )
    }
}

impl StdError for Objection {}
