//! The feed of all tenants goes on by one row a commit.

use std::sync::{Arc, OnceLock};

use jiff::SignedDuration;

use crate::{
    engine::{Direction, Transaction},
    error::EngineError,
    key,
    reader::scan,
    record::{Commit, broken},
};

/// How long the order of the feed of all tenants is kept: as long as every tenant keeps its history at
/// least.
const KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);
/// Rows that a commit drops, at most: more than it writes, so that they never pile up.
const DROPPED: usize = 2;

/// Whoever wants to know that there is more to read. Called on the writer's thread: it must not block.
pub type OnCommit = Arc<dyn Fn() + Send + Sync>;

/// Who is told of commits.
#[derive(Default)]
pub(super) struct Listener(OnceLock<OnCommit>);

impl Listener {
    pub(super) fn set(&self, listener: OnCommit) {
        // The first one stays: there is one daemon to a store.
        drop(self.0.set(listener));
    }

    pub(super) fn tell(&self) {
        if let Some(listener) = self.0.get() {
            listener();
        }
    }
}

impl std::fmt::Debug for Listener {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Listener").finish_non_exhaustive()
    }
}

/// Writes what a commit tells, if anything, and drops what is too old.
pub(super) fn write(transaction: &mut dyn Transaction, commit: &Commit) -> Result<(), EngineError> {
    let Some(now) = commit.at() else {
        return Ok(());
    };
    let last = scan::rows(
        transaction,
        &key::commits(),
        Direction::Descending,
        1,
        |key, _| key::last_number(key).ok_or_else(|| broken("commit", "its key has no number")),
    )?;
    let number = last.first().map_or(1, |last| last + 1);
    let oldest = scan::rows(
        transaction,
        &key::commits(),
        Direction::Ascending,
        DROPPED,
        |key, value| Ok((key.to_vec(), Commit::decode(value)?)),
    )?;
    for (key, old) in oldest {
        if old.at().is_none_or(|at| now.duration_since(at) > KEPT) {
            transaction.delete(&key)?;
        }
    }
    transaction.put(&key::commit(number), &commit.encode()?)
}
