//! Counts while a phase runs.

use std::time::Duration;

use super::{Latency, PhaseReport};

/// What became of one user or group in a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    Created,
    Updated,
    Unchanged,
    Deleted,
}

/// The running counts of a phase.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    created: u64,
    updated: u64,
    unchanged: u64,
    deleted: u64,
    retries: u64,
    latencies_us: Vec<u64>,
    elapsed: Duration,
}

impl Tally {
    pub(crate) fn answered(&mut self, after: Duration) {
        self.latencies_us.push(micros(after));
    }

    pub(crate) fn retried(&mut self) {
        self.retries += 1;
    }

    pub(crate) fn ended(&mut self, outcome: Outcome) {
        *match outcome {
            Outcome::Created => &mut self.created,
            Outcome::Updated => &mut self.updated,
            Outcome::Unchanged => &mut self.unchanged,
            Outcome::Deleted => &mut self.deleted,
        } += 1;
    }

    pub(crate) fn took(&mut self, elapsed: Duration) {
        self.elapsed = elapsed;
    }

    /// Adds the counts of a finished phase to those of the run.
    pub(crate) fn absorb(&mut self, other: &Self) {
        self.created += other.created;
        self.updated += other.updated;
        self.unchanged += other.unchanged;
        self.deleted += other.deleted;
        self.retries += other.retries;
        self.latencies_us.extend_from_slice(&other.latencies_us);
        self.elapsed += other.elapsed;
    }

    pub(crate) fn report(&self, name: &str) -> PhaseReport {
        PhaseReport {
            name: name.to_owned(),
            requests: self.latencies_us.len() as u64,
            created: self.created,
            updated: self.updated,
            unchanged: self.unchanged,
            deleted: self.deleted,
            retries: self.retries,
            latency: latency(&self.latencies_us),
            elapsed_us: micros(self.elapsed),
        }
    }
}

fn latency(samples: &[u64]) -> Latency {
    let mut sorted = samples.to_vec();
    sorted.sort_unstable();
    let rank = |percent: usize| {
        let rank = (sorted.len() * percent).div_ceil(100);
        sorted.get(rank.saturating_sub(1)).copied().unwrap_or(0)
    };
    Latency {
        p50_us: rank(50),
        p99_us: rank(99),
        max_us: rank(100),
    }
}

fn micros(duration: Duration) -> u64 {
    u64::try_from(duration.as_micros()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests;
