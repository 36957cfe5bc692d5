//! redb's errors in this crate's words, so that none of its types leaves the engine.

use crate::error::EngineError;

pub(super) fn failure(error: impl Into<redb::Error>) -> EngineError {
    match error.into() {
        redb::Error::Io(error) => EngineError::Io(error),
        redb::Error::Corrupted(what) => EngineError::Damaged(what),
        // After an error of the disk redb refuses what is not in its cache, until it is reopened.
        redb::Error::DatabaseClosed | redb::Error::PreviousIo => EngineError::Closed,
        other => EngineError::Storage(other.to_string()),
    }
}
