//! How long a run lasts.

use std::{
    sync::atomic::{AtomicUsize, Ordering},
    time::{Duration, Instant},
};

/// When a run ends: whichever comes first.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bounds {
    /// Requests, of all connections together.
    pub(crate) requests: usize,
    /// Time from the first request on.
    pub(crate) time: Duration,
}

/// What is left of a run; its connections share it.
#[derive(Debug)]
pub(crate) struct Limit {
    left: AtomicUsize,
    end: Instant,
}

impl Limit {
    /// A run that begins at `begun`.
    pub(crate) fn new(begun: Instant, bounds: Bounds) -> Self {
        Self {
            left: AtomicUsize::new(bounds.requests),
            end: begun + bounds.time,
        }
    }

    /// Takes one request of the run, if it has not ended.
    pub(crate) fn admits(&self, now: Instant) -> bool {
        let fewer = |left: usize| left.checked_sub(1);
        now < self.end
            && self
                .left
                .fetch_update(Ordering::Relaxed, Ordering::Relaxed, fewer)
                .is_ok()
    }
}
