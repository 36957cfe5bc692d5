//! How long the writer waits for a batch to fill, and how much the batch takes on.
//!
//! A commit costs about the same whatever is in it, so large batches are cheap; and whoever comes
//! while one runs waits for the rest of it, so large batches are slow.

use std::time::Duration;

use super::lanes::Demand;

/// The wait for as many as came before, as a part of what the last batch took.
const WAIT: u32 = 8;
/// What others may add to a short batch, as a part of what its commit takes.
const MORE: u32 = 4;
/// Batches that are kept short after one in which somebody asked for much more than others.
const CAREFUL: u8 = 8;

/// What the last batches have shown.
#[derive(Debug, Default)]
pub(super) struct Pace {
    last: Batch,
    /// How many batches are to be short from here on.
    careful: u8,
}

/// One batch that was committed.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Batch {
    /// Its operations.
    pub(super) operations: usize,
    /// The time in which they ran.
    pub(super) running: Duration,
    /// The time that the commit took on top of that.
    pub(super) commit: Duration,
}

impl Pace {
    /// How many operations are worth a wait, and how long a wait. The first answer of a batch wakes
    /// the first of those who come back with the next operation: without a wait they would find the
    /// others gone, and every second batch would hold one operation.
    pub(super) fn worth_waiting(&self) -> (usize, Duration) {
        let took = self.last.running + self.last.commit;
        (self.last.operations, took / WAIT)
    }

    /// Whether a batch takes one more operation. It had one of each of so many `tenants` to begin
    /// with; it has `taken` some and ran them for so long.
    pub(super) fn takes_more(&self, tenants: usize, taken: usize, running: Duration) -> bool {
        self.careful == 0 || taken < tenants || running < self.last.commit / MORE
    }

    pub(super) fn learn(&mut self, batch: Batch, demand: Demand) {
        self.last = batch;
        self.careful = match demand {
            Demand::Uneven => CAREFUL,
            Demand::Even => self.careful.saturating_sub(1),
        };
    }
}

#[cfg(test)]
mod tests;
