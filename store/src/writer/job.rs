//! One operation in the queue: what it is, who waits for it, and how it ran.

use super::{Answer, contain};
use crate::{
    engine::Transaction,
    error::{EngineError, WriteError},
    key,
    operation::{Operation, Refusal, RunError},
    overlay::{Changes, Overlay},
    record::Entered,
};

/// An operation whose type the queue need not know.
pub(super) trait Job: Send {
    fn is_abandoned(&self) -> bool;

    /// Runs the operation from scratch and puts what it wrote into the batch's transaction. An error
    /// is the engine's, and fails the whole batch.
    fn run(&mut self, transaction: &mut dyn Transaction) -> Result<Wrote, EngineError>;

    /// Answers, and lets go of the caller's permits.
    fn give(self: Box<Self>, verdict: Verdict);
}

/// What a run has put into the batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wrote {
    /// Any row.
    pub(super) anything: bool,
    /// A row that decides who is let in.
    pub(super) access: bool,
    /// Entries with events.
    pub(super) told: Option<Entered>,
}

/// What became of the batch that a job was in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Committed: the job's own outcome holds.
    Committed,
    /// Nothing of it happened.
    Unavailable,
    /// All of it happened, or nothing.
    Unknown,
}

/// Answers a job. Its waiter is foreign code: a panic there ends that answer only.
pub(super) fn answer(job: Box<dyn Job>, verdict: Verdict) {
    contain::panics("answering", || job.give(verdict));
}

/// Whether anybody still waits. A waiter that panics when asked is none.
pub(super) fn is_awaited(job: &dyn Job) -> bool {
    contain::panics("asking for a waiter", || !job.is_abandoned()).unwrap_or(false)
}

pub(super) struct Pending<O: Operation> {
    operation: O,
    /// The caller's permits. They count what the store has in hand, so they go with the answer.
    held: Box<dyn Send>,
    answer: Box<dyn Answer<O::Output>>,
    /// None until it has run.
    outcome: Option<Result<O::Output, WriteError>>,
}

impl<O: Operation> Pending<O> {
    pub(super) fn new(
        operation: O,
        held: Box<dyn Send>,
        answer: Box<dyn Answer<O::Output>>,
    ) -> Self {
        Self {
            operation,
            held,
            answer,
            outcome: None,
        }
    }
}

impl<O: Operation> Job for Pending<O> {
    fn is_abandoned(&self) -> bool {
        self.answer.is_abandoned()
    }

    fn run(&mut self, transaction: &mut dyn Transaction) -> Result<Wrote, EngineError> {
        let (outcome, (changes, told)) = attempt(&self.operation, &*transaction)?;
        self.outcome = Some(outcome);
        let wrote = Wrote {
            anything: !changes.is_empty(),
            access: !O::KEEPS_ACCESS && changes.keys().any(|key| key::decides_access(key)),
            told,
        };
        for (key, value) in changes {
            match value {
                Some(value) => transaction.put(&key, &value)?,
                None => transaction.delete(&key)?,
            }
        }
        Ok(wrote)
    }

    fn give(self: Box<Self>, verdict: Verdict) {
        let Self {
            operation,
            held,
            answer,
            outcome,
        } = *self;
        let outcome = match (verdict, outcome) {
            (Verdict::Committed, Some(outcome)) => outcome,
            (Verdict::Unknown, _) => Err(WriteError::Unknown),
            (Verdict::Unavailable, _) | (Verdict::Committed, None) => Err(WriteError::Unavailable),
        };
        drop(operation);
        answer.give(outcome);
        drop(held);
    }
}

type Parts = (Changes, Option<Entered>);
type Attempt<T> = (Result<T, WriteError>, Parts);

/// Runs an operation, and what it leaves behind when it refuses. An error is the engine's.
fn attempt<O: Operation>(
    operation: &O,
    rows: &dyn Transaction,
) -> Result<Attempt<O::Output>, EngineError> {
    let ran = contain::panics("running an operation", || {
        let mut overlay = Overlay::new(rows);
        operation
            .run(&mut overlay)
            .map(|output| (output, overlay.into_parts()))
    });
    match ran {
        Some(Ok((output, parts))) => Ok((Ok(output), parts)),
        Some(Err(RunError::Refused(refusal))) => refuse(operation, refusal, rows),
        Some(Err(RunError::Engine(error))) => failed(error),
        None => Ok(nothing()),
    }
}

/// A refusal keeps its activity entry and drops the rest.
fn refuse<O: Operation>(
    operation: &O,
    refusal: Refusal,
    rows: &dyn Transaction,
) -> Result<Attempt<O::Output>, EngineError> {
    let recorded = contain::panics("recording a refusal", || {
        let mut overlay = Overlay::new(rows);
        operation
            .record_refusal(&refusal, &mut overlay)
            .map(|()| overlay.into_parts())
    });
    match recorded {
        Some(Ok(parts)) => Ok((Err(WriteError::Refused(refusal)), parts)),
        Some(Err(error)) => failed(error),
        None => Ok(nothing()),
    }
}

fn failed<T>(error: EngineError) -> Result<Attempt<T>, EngineError> {
    if !error.is_of_one_row() {
        return Err(error);
    }
    tracing::error!(
        error = &error as &dyn std::error::Error,
        "an operation met a broken row"
    );
    Ok(nothing())
}

fn nothing<T>() -> Attempt<T> {
    (Err(WriteError::Panicked), (Changes::new(), None))
}
