//! How often the rows that decide who is let in have changed, so that whoever has read them once
//! knows whether to read them again.
//!
//! The number is raised when a batch that touches such a row is about to be committed, and again
//! before it is answered: while it is odd, nobody can tell which of the two states a snapshot shows.

use std::sync::atomic::{AtomicU64, Ordering};

/// A time in which the tokens and tenants do not change: all snapshots of one epoch show the same.
/// A later one is greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct AccessEpoch(u64);

/// Counted by the writer's thread, which is the only one to write.
#[derive(Debug, Default)]
pub(super) struct Epochs(AtomicU64);

impl Epochs {
    /// The epoch of now; none in the middle of a change.
    pub(super) fn current(&self) -> Option<AccessEpoch> {
        let number = self.0.load(Ordering::Acquire);
        number.is_multiple_of(2).then_some(AccessEpoch(number))
    }

    /// The epoch that all of `look` falls into; none if it has met a change.
    ///
    /// A snapshot that shows a commit was taken after the commit, so after the raise in front of it.
    pub(super) fn around<T>(&self, look: impl FnOnce() -> T) -> (T, Option<AccessEpoch>) {
        let before = self.current();
        let seen = look();
        (
            seen,
            before.filter(|before| self.current() == Some(*before)),
        )
    }

    /// Before anybody can see the change. May be said again while it lasts.
    pub(super) fn begin_change(&self) {
        if self.current().is_some() {
            self.0.fetch_add(1, Ordering::AcqRel);
        }
    }

    /// Before anybody is told of the change. Says nothing if none has begun.
    pub(super) fn end_change(&self) {
        if self.current().is_none() {
            self.0.fetch_add(1, Ordering::AcqRel);
        }
    }
}

#[cfg(test)]
mod tests;
