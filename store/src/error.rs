//! What can go wrong in the store.
//!
//! [`EngineError`] is for the log: it may name files. [`WriteError`] is what the submitter of an
//! operation is told, and says one thing only: whether the write happened.

use std::{io, path::PathBuf};

use crate::operation::Refusal;

/// Why an engine could not read, write or open.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// Another process has the file open.
    #[error("the store {} is in use by another process", path.display())]
    Locked {
        /// The database file.
        path: PathBuf,
    },
    /// The data directory or the file in it could not be created or opened.
    #[error("the store {} cannot be opened", path.display())]
    Open {
        /// The file or directory that was refused.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// The rows were written by a newer release, whose meaning this one cannot know.
    #[error(
        "the store has format {found}, and this release knows formats up to {known}: \
         start the newer release, or restore a backup made by this one"
    )]
    NewerFormat {
        /// What the schema version row says.
        found: u32,
        /// The newest this release can read.
        known: u32,
    },
    /// The rows were written before the first release that is read.
    #[error(
        "the store has format {found}, and this release knows formats from {known} on: \
         start with a new store"
    )]
    OlderFormat {
        /// What the schema version row says.
        found: u32,
        /// The oldest this release can read.
        known: u32,
    },
    /// A stored row is not what its kind says it must be. The rest of the store is sound.
    #[error("a stored {kind} cannot be decoded")]
    Undecodable {
        /// The kind of the row, e.g. "user".
        kind: &'static str,
        /// Where the value stops making sense.
        #[source]
        source: serde_json::Error,
    },
    /// The store was closed, or has not come back from a failed commit yet.
    #[error("the store is closed")]
    Closed,
    /// The disk refused.
    #[error("the disk refused")]
    Io(#[source] io::Error),
    /// The file is not what the engine wrote.
    #[error("the store's file is damaged: {0}")]
    Damaged(String),
    /// Anything else the engine said, in its own words.
    #[error("{0}")]
    Storage(String),
}

impl EngineError {
    /// True where one row is at fault and not the engine: the operation that met it fails, the
    /// rest of its batch goes on, and nothing needs to be reopened. Otherwise one tenant's broken
    /// row could make every other tenant's write fail with it.
    pub(crate) fn is_of_one_row(&self) -> bool {
        matches!(self, Self::Undecodable { .. })
    }

    /// True where the store is coming back from a failure, or is about to: what was asked may work
    /// in a moment.
    pub fn may_pass(&self) -> bool {
        matches!(self, Self::Closed | Self::Io(_))
    }
}

/// Why a transaction has no certain commit.
#[derive(Debug, thiserror::Error)]
pub enum CommitError {
    /// Nothing was applied.
    #[error("the transaction was not applied")]
    Refused(#[source] EngineError),
    /// All of it may be durable, or none of it.
    #[error("it is not known whether the transaction was applied")]
    Unknown(#[source] EngineError),
}

impl CommitError {
    /// What the engine said, for those who only need to know that it failed.
    pub(crate) fn into_engine_error(self) -> EngineError {
        match self {
            Self::Refused(error) | Self::Unknown(error) => error,
        }
    }
}

/// What the submitter of an operation is told when it gets no output.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The operation itself said no; its activity entry is committed.
    #[error("{0}")]
    Refused(Refusal),
    /// Not admitted or not applied: the queue is full, or the store takes no writes now. Nothing
    /// happened, so the caller may try again.
    #[error("the store takes no writes now")]
    Unavailable,
    /// The commit failed: the operation is there as a whole, or not at all.
    #[error("it is not known whether the write happened")]
    Unknown,
    /// The operation panicked, or met a row that cannot be decoded. Nothing happened, and trying
    /// again will not help; the log has the reason.
    #[error("the operation failed")]
    Panicked,
}
