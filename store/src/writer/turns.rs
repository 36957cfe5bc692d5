//! The writer thread: turn after turn, and the way back after a failed commit.

use std::{
    error::Error,
    sync::Arc,
    time::{Duration, Instant},
};

use super::{
    Answer,
    batch::{self, Outcome},
    contain,
    epoch::Epochs,
    feed::Listener,
    job::{self, Job, Verdict},
    pace::{Batch, Pace},
    queue::{Queue, Rest},
};
use crate::{engine::Engine, error::EngineError, format};

/// How long the store rests between two attempts to come back: this at first, doubled each time.
const FIRST_REST: Duration = Duration::from_millis(50);
/// And never longer than this: a disk that has room again is noticed within it.
const LONGEST_REST: Duration = Duration::from_secs(5);

pub(super) struct Writer {
    engine: Arc<dyn Engine>,
    queue: Arc<Queue>,
    epochs: Arc<Epochs>,
    listener: Arc<Listener>,
    batch: usize,
    pace: Pace,
}

impl Writer {
    pub(super) fn new(
        engine: Arc<dyn Engine>,
        queue: Arc<Queue>,
        epochs: Arc<Epochs>,
        listener: Arc<Listener>,
        batch: usize,
    ) -> Self {
        // A batch of none would leave the queue full for ever.
        Self {
            engine,
            queue,
            epochs,
            listener,
            batch: batch.max(1),
            pace: Pace::default(),
        }
    }

    /// Until the queue is closed and drained; then the engine is closed too.
    pub(super) fn run(mut self) {
        loop {
            let (jobs, longer) = self.pace.worth_waiting();
            let Some(turn) = self.queue.next(jobs, longer) else {
                break;
            };
            answer_pings(turn.pings);
            // An earlier turn may have reopened it meanwhile.
            if turn.suspect && self.engine.has_failed() {
                tracing::error!("a read failed: the store is read-only until it works again");
                self.queue.set_writable(false);
                self.recover();
            }
            if let Some(first) = self.take() {
                self.commit(first, turn.tenants);
            }
        }
        if let Err(error) = self.engine.close() {
            tracing::warn!(
                error = &error as &dyn Error,
                "the store did not close cleanly"
            );
        }
    }

    /// The next job that somebody waits for; drops those before it.
    fn take(&self) -> Option<Box<dyn Job>> {
        while let Some(job) = self.queue.take() {
            if job::is_awaited(job.as_ref()) {
                return Some(job);
            }
            contain::panics("dropping an abandoned operation", || drop(job));
        }
        None
    }

    fn commit(&mut self, first: Box<dyn Job>, tenants: usize) {
        let mut jobs = vec![first];
        let mut more = |taken, running| {
            let has_room = taken < self.batch && self.pace.takes_more(tenants, taken, running);
            has_room.then(|| self.take()).flatten()
        };
        let begun = Instant::now();
        let outcome = batch::commit(self.engine.as_ref(), &mut jobs, &mut more, &self.epochs);
        let demand = self.queue.settle();
        match outcome {
            Outcome::Committed { wrote, running } => {
                self.epochs.end_change();
                if wrote {
                    contain::panics("telling of a commit", || self.listener.tell());
                }
                self.queue.count(jobs.len(), u64::from(wrote));
                let batch = Batch {
                    operations: jobs.len(),
                    running,
                    commit: begun.elapsed().saturating_sub(running),
                };
                self.pace.learn(batch, demand);
                answer(jobs, Verdict::Committed);
            }
            Outcome::NotApplied(error) => self.fail(jobs, Verdict::Unavailable, &error),
            Outcome::Unknown(error) => self.fail(jobs, Verdict::Unknown, &error),
        }
    }

    fn fail(&self, jobs: Vec<Box<dyn Job>>, verdict: Verdict, error: &EngineError) {
        tracing::error!(
            error = error as &dyn Error,
            operations = jobs.len(),
            outcome = ?verdict,
            "a commit failed: the store is read-only until it works again"
        );
        self.queue.set_writable(false);
        self.epochs.begin_change();
        answer(jobs, verdict);
        self.recover();
    }

    /// Until the file has been opened again, reads may show the state before a commit that did
    /// happen: nothing of it may be remembered.
    fn recover(&self) {
        self.epochs.begin_change();
        self.come_back();
        self.epochs.end_change();
    }

    /// Reopens, and proves by a commit that writes work, until they do or the store is closed.
    /// What was queued waits for the first attempt only: a full disk is not a reason to keep a
    /// caller waiting.
    fn come_back(&self) {
        let mut rest = FIRST_REST;
        let mut open = self.reopen();
        loop {
            if open {
                if self.prove() {
                    self.queue.set_writable(true);
                    tracing::info!("the store takes writes again");
                    return;
                }
                // The failed proof has closed the file for reads too.
                open = self.reopen();
            }
            answer(self.queue.drain(), Verdict::Unavailable);
            if !self.rest(rest) {
                return;
            }
            rest = LONGEST_REST.min(rest * 2);
            open = open || self.reopen();
        }
    }

    fn reopen(&self) -> bool {
        report("reopening the store failed", || self.engine.reopen())
    }

    fn prove(&self) -> bool {
        report("the store still takes no writes", || {
            format::stamp(self.engine.as_ref())
        })
    }

    /// False when the store was closed meanwhile.
    fn rest(&self, time: Duration) -> bool {
        let until = Instant::now() + time;
        loop {
            match self.queue.rest(until) {
                Rest::Over => return true,
                Rest::Pinged(pings) => answer_pings(pings),
                Rest::Closed => return false,
            }
        }
    }
}

fn report(failed: &'static str, attempt: impl FnOnce() -> Result<(), EngineError>) -> bool {
    match contain::panics(failed, attempt) {
        Some(Ok(())) => true,
        Some(Err(error)) => {
            tracing::warn!(error = &error as &dyn Error, "{failed}");
            false
        }
        None => false,
    }
}

fn answer(jobs: Vec<Box<dyn Job>>, verdict: Verdict) {
    for job in jobs {
        job::answer(job, verdict);
    }
}

fn answer_pings(pings: Vec<Box<dyn Answer<()>>>) {
    for ping in pings {
        contain::panics("answering a ping", || ping.give(Ok(())));
    }
}
