//! One commit: every job of a batch in one transaction.

use super::{contain, epoch::Epochs, job::Job};
use crate::{
    engine::Engine,
    error::{CommitError, EngineError},
};

/// What became of a batch.
#[derive(Debug)]
pub(super) enum Outcome {
    /// Every job's outcome holds, and what they wrote is durable.
    Committed {
        /// False when no job wrote a row, so that there was nothing to commit.
        wrote: bool,
    },
    /// Nothing happened, and the engine has to be looked at.
    NotApplied(EngineError),
    /// All of it happened, or nothing.
    Unknown(EngineError),
}

/// Runs the jobs in order, each seeing what those before it wrote, and commits once. A change of who
/// is let in has begun by then; to end it is left to whoever answers.
pub(super) fn commit(engine: &dyn Engine, jobs: &mut [Box<dyn Job>], epochs: &Epochs) -> Outcome {
    let mut wrote = false;
    let committed = contain::panics("committing", || {
        engine.commit(&mut |transaction| {
            wrote = false;
            for job in &mut *jobs {
                let job = job.run(transaction)?;
                wrote |= job.anything;
                if job.access {
                    epochs.begin_change();
                }
            }
            Ok(())
        })
    });
    match committed {
        Some(Ok(())) => Outcome::Committed { wrote },
        Some(Err(CommitError::Refused(error))) => Outcome::NotApplied(error),
        Some(Err(CommitError::Unknown(error))) => Outcome::Unknown(error),
        None => Outcome::Unknown(EngineError::Storage("the engine panicked".to_owned())),
    }
}
