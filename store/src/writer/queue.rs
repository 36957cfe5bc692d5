//! What waits for the writer: operations in lanes, pings, and the two ways to be turned away.

use std::{
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use roster::TenantId;

use super::{
    Answer, Health,
    job::Job,
    lanes::{Demand, Lanes},
};

type Ping = Box<dyn Answer<()>>;

/// The writer is to be woken for no number of jobs: it looks by itself when it is done.
const BUSY: usize = usize::MAX;

pub(super) struct Queue {
    capacity: usize,
    state: Mutex<State>,
    /// Signalled when the writer has something to look at.
    changed: Condvar,
}

struct State {
    lanes: Lanes<Box<dyn Job>>,
    pings: Vec<Ping>,
    /// A snapshot has met an error that reopening may cure.
    suspect: bool,
    writable: bool,
    closed: bool,
    /// How many jobs the writer wants to be woken for. To wake it costs a system call, and while it
    /// works nobody need do so.
    wake_at: usize,
    committed: u64,
    batches: u64,
}

/// What the writer does next.
pub(super) struct Turn {
    pub(super) pings: Vec<Ping>,
    pub(super) suspect: bool,
    /// How many tenants wait: the next jobs that are taken are of one each.
    pub(super) tenants: usize,
}

/// How a rest ended.
pub(super) enum Rest {
    Over,
    /// Answer these, and rest on.
    Pinged(Vec<Ping>),
    Closed,
}

impl Queue {
    pub(super) fn new(capacity: usize) -> Self {
        let state = State {
            lanes: Lanes::new(),
            pings: Vec::new(),
            suspect: false,
            writable: true,
            closed: false,
            wake_at: BUSY,
            committed: 0,
            batches: 0,
        };
        Self {
            capacity,
            state: Mutex::new(state),
            changed: Condvar::new(),
        }
    }

    /// Gives the job back when the store takes no writes now.
    pub(super) fn submit(&self, tenant: TenantId, job: Box<dyn Job>) -> Result<(), Box<dyn Job>> {
        let mut state = self.state();
        if state.closed || !state.writable || state.lanes.len() >= self.capacity {
            return Err(job);
        }
        state.lanes.push(tenant, job);
        let is_due = state.lanes.len() >= state.wake_at;
        if is_due {
            state.wake_at = BUSY;
        }
        drop(state);
        if is_due {
            self.changed.notify_one();
        }
        Ok(())
    }

    /// Gives the ping back when there is no thread to answer it.
    pub(super) fn ping(&self, ping: Ping) -> Result<(), Ping> {
        let mut state = self.state();
        if state.closed {
            return Err(ping);
        }
        state.pings.push(ping);
        drop(state);
        self.changed.notify_one();
        Ok(())
    }

    /// Has the writer look at the engine.
    pub(super) fn suspect(&self) {
        self.state().suspect = true;
        self.changed.notify_one();
    }

    /// Waits for something to do, and then a while longer for so many jobs to be there; `None` when
    /// closed and drained.
    pub(super) fn next(&self, jobs: usize, longer: Duration) -> Option<Turn> {
        let mut state = self.state();
        state.wake_at = 1;
        state = self
            .changed
            .wait_while(state, |state| state.is_idle() && !state.closed)
            .unwrap_or_else(PoisonError::into_inner);
        if state.is_idle() {
            return None;
        }
        if state.lacks(jobs) {
            state.wake_at = jobs;
            (state, _) = self
                .changed
                .wait_timeout_while(state, longer, |state| state.lacks(jobs))
                .unwrap_or_else(PoisonError::into_inner);
        }
        state.wake_at = BUSY;
        Some(Turn {
            pings: std::mem::take(&mut state.pings),
            suspect: std::mem::take(&mut state.suspect),
            tenants: state.lanes.tenants(),
        })
    }

    /// The next job for a batch.
    pub(super) fn take(&self) -> Option<Box<dyn Job>> {
        self.state().lanes.pop()
    }

    /// Ends a batch: how much those ask for who had a part in it.
    pub(super) fn settle(&self) -> Demand {
        self.state().lanes.settle()
    }

    /// Everything that waits, to be turned away.
    pub(super) fn drain(&self) -> Vec<Box<dyn Job>> {
        let mut state = self.state();
        let jobs = std::iter::from_fn(|| state.lanes.pop()).collect();
        state.lanes.settle();
        jobs
    }

    pub(super) fn set_writable(&self, writable: bool) {
        self.state().writable = writable;
    }

    pub(super) fn count(&self, operations: usize, commits: u64) {
        let mut state = self.state();
        state.committed += operations as u64;
        state.batches += commits;
    }

    /// Waits for a time to pass, unless there is something to do before.
    pub(super) fn rest(&self, until: Instant) -> Rest {
        let (mut state, _) = self
            .changed
            .wait_timeout_while(
                self.state(),
                until.saturating_duration_since(Instant::now()),
                |state| state.pings.is_empty() && !state.closed,
            )
            .unwrap_or_else(PoisonError::into_inner);
        if state.closed {
            Rest::Closed
        } else if state.pings.is_empty() {
            Rest::Over
        } else {
            Rest::Pinged(std::mem::take(&mut state.pings))
        }
    }

    pub(super) fn close(&self) {
        self.state().closed = true;
        self.changed.notify_one();
    }

    pub(super) fn health(&self) -> Health {
        let state = self.state();
        Health {
            writable: state.writable && !state.closed,
            queued: state.lanes.len(),
            committed: state.committed,
            batches: state.batches,
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // No foreign code runs under the lock, so a poisoned one still guards a whole state.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn is_idle(&self) -> bool {
        self.lanes.len() == 0 && self.pings.is_empty() && !self.suspect
    }

    /// Fewer jobs wait than that, and nothing else is to be done meanwhile.
    fn lacks(&self, jobs: usize) -> bool {
        self.lanes.len() < jobs && self.pings.is_empty() && !self.suspect && !self.closed
    }
}

impl std::fmt::Debug for Queue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Queue")
            .field("health", &self.health())
            .finish_non_exhaustive()
    }
}
