//! The only module that reads the time. Everything else gets `now` as an argument, or this trait.

use std::{
    fmt::Debug,
    sync::{Mutex, PoisonError},
};

use jiff::{SignedDuration, Timestamp};

/// Where `now` comes from: the machine, or a test.
pub trait Clock: Debug + Send + Sync + 'static {
    /// The current wall-clock time, UTC.
    fn now(&self) -> Timestamp;
}

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct System;

/// A clock that moves only when it is told to.
#[derive(Debug)]
pub struct Virtual {
    now: Mutex<Timestamp>,
}

impl Clock for System {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the one place that reads the clock"
    )]
    fn now(&self) -> Timestamp {
        shift(Timestamp::now(), crate::faults::clock_offset())
    }
}

impl Virtual {
    /// A clock that stands at `now`.
    pub fn at(now: Timestamp) -> Self {
        Self {
            now: Mutex::new(now),
        }
    }

    /// Moves the clock, also backwards. It stays within what a timestamp can hold.
    pub fn advance(&self, by: SignedDuration) {
        let mut now = self.now.lock().unwrap_or_else(PoisonError::into_inner);
        *now = shift(*now, by);
    }
}

impl Clock for Virtual {
    fn now(&self) -> Timestamp {
        *self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn shift(now: Timestamp, by: SignedDuration) -> Timestamp {
    now.saturating_add(by).unwrap_or(now)
}

#[cfg(test)]
mod tests;
