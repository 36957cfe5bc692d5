//! redb's errors in this crate's words, so that none of its types leaves the engine.

use std::io;

use crate::error::EngineError;

pub(super) fn failure(error: impl Into<redb::Error>) -> EngineError {
    match error.into() {
        redb::Error::Io(error) => EngineError::Io(error),
        redb::Error::PreviousIo => {
            EngineError::Io(io::Error::other("an earlier error has closed the file"))
        }
        redb::Error::Corrupted(what) => EngineError::Damaged(what),
        redb::Error::DatabaseClosed => EngineError::Closed,
        other => EngineError::Storage(other.to_string()),
    }
}
