//! The seam below the records: ordered rows in durable transactions.
//!
//! [`redb`] keeps them in one file and is what a daemon runs on. [`memory`] keeps them in a map:
//! it is the model that `redb` is compared with, and what fast tests run on. The trait is shaped
//! for engines that must retry, so a batch may be called more than once.

use std::ops::ControlFlow;

use crate::error::{CommitError, EngineError};

pub mod disk;
#[cfg(feature = "fault-injection")]
pub mod faults;
pub mod memory;
pub mod redb;

/// Which end of a range a scan starts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// From the smallest key up.
    Ascending,
    /// From the largest key down.
    Descending,
}

/// Half-open: `from <= key < to`. Empty when `from >= to`.
#[derive(Debug, Clone, Copy)]
pub struct KeyRange<'k> {
    /// The smallest key inside.
    pub from: &'k [u8],
    /// The smallest key after it that is outside.
    pub to: &'k [u8],
}

impl KeyRange<'_> {
    /// No key is inside. Maps and tables may panic on such bounds, so engines ask first.
    pub(crate) fn is_empty(&self) -> bool {
        self.from >= self.to
    }
}

/// What a scan shows each row to, key and value; it breaks to end the scan early.
pub type Visit<'v> = dyn FnMut(&[u8], &[u8]) -> ControlFlow<()> + 'v;

/// Reading rows; keys are `tenant (16 bytes) | kind (1 byte) | …` (see [`crate::key`]).
pub trait Rows {
    /// The value under a key.
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, EngineError>;

    /// Visits the rows of a range in key order, until it ends or `visit` breaks.
    fn scan(
        &self,
        range: KeyRange<'_>,
        direction: Direction,
        visit: &mut Visit<'_>,
    ) -> Result<(), EngineError>;
}

/// A consistent view that never queues behind writes. Hold it for one request at most: the engine
/// keeps every page it can see.
pub trait Snapshot: Rows + Send + Sync {}

/// The writes of one commit; reads see them.
pub trait Transaction: Rows {
    /// Writes a row, over the one that is there.
    fn put(&mut self, key: &[u8], value: &[u8]) -> Result<(), EngineError>;

    /// Removes a row, if it is there.
    fn delete(&mut self, key: &[u8]) -> Result<(), EngineError>;
}

/// One store of rows.
pub trait Engine: Send + Sync + std::fmt::Debug + 'static {
    /// The rows as of the last commit.
    fn snapshot(&self) -> Result<Box<dyn Snapshot>, EngineError>;

    /// One transaction, durable when this returns `Ok`; nothing is committed, and no disk is
    /// waited for, when `batch` wrote nothing. `batch` may be called again from the start when the
    /// engine must retry, and when it fails nothing is applied.
    fn commit(
        &self,
        batch: &mut dyn FnMut(&mut dyn Transaction) -> Result<(), EngineError>,
    ) -> Result<(), CommitError>;

    /// True when a read has met an error that [`Engine::reopen`] may cure. The writer finds out
    /// about its own commits, but not about the snapshots that others hold.
    fn has_failed(&self) -> bool;

    /// After a failure: close and open again, so that what is durable can be read. Snapshots
    /// taken before may answer [`EngineError::Closed`] from then on.
    fn reopen(&self) -> Result<(), EngineError>;

    /// Writes back what the engine holds and lets its file go: from then on it may answer
    /// [`EngineError::Closed`] until [`Engine::reopen`].
    fn close(&self) -> Result<(), EngineError>;
}
