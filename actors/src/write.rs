//! Writes as their callers see them: one wait, with a limit, and every way it can end.

use std::time::Duration;

use store::error::WriteError;

use crate::{mailbox::SendError, permit::Full, reply::Outcome};

/// Why a write gave no output.
#[derive(Debug, thiserror::Error)]
pub(crate) enum WriteFailure {
    /// It was never admitted: nothing happened.
    #[error(transparent)]
    NotAdmitted(#[from] SendError),
    /// What the store says.
    #[error(transparent)]
    Store(#[from] WriteError),
    /// The limit passed first: it may yet happen.
    #[error("no outcome in time")]
    TimedOut,
}

impl From<Full> for WriteFailure {
    fn from(full: Full) -> Self {
        Self::NotAdmitted(full.into())
    }
}

/// Waits for an outcome, at most `limit`. To stop waiting abandons the write, if the store has not
/// begun it.
pub(crate) async fn outcome<T>(limit: Duration, outcome: Outcome<T>) -> Result<T, WriteFailure> {
    match tokio::time::timeout(limit, outcome).await {
        Ok(Ok(outcome)) => Ok(outcome?),
        // A reply answers even when it is dropped, so this is a runtime that is going down.
        Ok(Err(_)) => Err(WriteError::Unknown.into()),
        Err(_) => Err(WriteFailure::TimedOut),
    }
}
