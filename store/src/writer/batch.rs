//! One commit: every job of a batch in one transaction.

use std::time::{Duration, Instant};

use super::{contain, epoch::Epochs, feed, job::Job};
use crate::{
    engine::Engine,
    error::{CommitError, EngineError},
    record::Commit,
};

/// What became of a batch.
#[derive(Debug)]
pub(super) enum Outcome {
    /// Every job's outcome holds, and what they wrote is durable.
    Committed {
        /// False when no job wrote a row, so that there was nothing to commit.
        wrote: bool,
        /// The time in which the jobs ran, the rest of it aside.
        running: Duration,
    },
    /// Nothing happened, and the engine has to be looked at.
    NotApplied(EngineError),
    /// All of it happened, or nothing.
    Unknown(EngineError),
}

/// Runs the jobs in order, each seeing what those before it wrote, and commits once. `more` may add to
/// them as long as they run; it is told how many there are and how long they have been running.
///
/// A change of who is let in has begun by the time of the commit; to end it is left to whoever answers.
pub(super) fn commit(
    engine: &dyn Engine,
    jobs: &mut Vec<Box<dyn Job>>,
    more: &mut dyn FnMut(usize, Duration) -> Option<Box<dyn Job>>,
    epochs: &Epochs,
) -> Outcome {
    let mut wrote = false;
    let mut running = Duration::ZERO;
    let committed = contain::panics("committing", || {
        engine.commit(&mut |transaction| {
            wrote = false;
            let mut commit = Commit::default();
            let begun = Instant::now();
            let mut next = 0;
            loop {
                let Some(job) = jobs.get_mut(next) else {
                    match more(jobs.len(), begun.elapsed()) {
                        Some(job) => jobs.push(job),
                        None => break,
                    }
                    continue;
                };
                let job = job.run(transaction)?;
                wrote |= job.anything;
                if job.access {
                    epochs.begin_change();
                }
                if let Some(entered) = job.told {
                    commit.add(entered);
                }
                next += 1;
            }
            feed::write(transaction, &commit)?;
            running = begun.elapsed();
            Ok(())
        })
    });
    match committed {
        Some(Ok(())) => Outcome::Committed { wrote, running },
        Some(Err(CommitError::Refused(error))) => Outcome::NotApplied(error),
        Some(Err(CommitError::Unknown(error))) => Outcome::Unknown(error),
        None => Outcome::Unknown(EngineError::Storage("the engine panicked".to_owned())),
    }
}
