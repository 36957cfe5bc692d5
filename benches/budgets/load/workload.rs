//! What a run sends.

use std::{
    fmt,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use crate::Fallible;

/// Makes a request from its number.
type Write = dyn Fn(u64, &mut Vec<u8>) + Send + Sync;

/// An endless row of requests, each made from its number.
pub(crate) struct Workload {
    numbers: Numbers,
    write: Box<Write>,
    expected: u16,
}

/// Who counts.
#[derive(Debug)]
pub(crate) enum Numbers {
    /// All connections and all runs together, so that what creates people creates none twice.
    Shared(AtomicU64),
    /// Each connection of each run, from 0: it walks by itself.
    OfEachConnection,
}

impl Default for Numbers {
    fn default() -> Self {
        Self::Shared(AtomicU64::new(0))
    }
}

impl Workload {
    /// `write` puts the whole request with this number into the buffer.
    pub(crate) fn new(
        expected: u16,
        numbers: Numbers,
        write: impl Fn(u64, &mut Vec<u8>) + Send + Sync + 'static,
    ) -> Arc<Self> {
        Arc::new(Self {
            numbers,
            write: Box::new(write),
            expected,
        })
    }

    /// Puts the next request of a connection that has sent `sent` into an empty buffer.
    pub(super) fn write_next(&self, sent: u64, request: &mut Vec<u8>) {
        let number = match &self.numbers {
            Numbers::Shared(next) => next.fetch_add(1, Ordering::Relaxed),
            Numbers::OfEachConnection => sent,
        };
        (self.write)(number, request);
    }

    /// An error that shows the answer, unless its status is the expected one.
    pub(super) fn check(&self, status: u16, body: &[u8]) -> Fallible<()> {
        if status == self.expected {
            return Ok(());
        }
        let body = String::from_utf8_lossy(body);
        Err(format!("answered {status} instead of {}: {body}", self.expected).into())
    }
}

impl fmt::Debug for Workload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Workload")
            .field("expected", &self.expected)
            .finish_non_exhaustive()
    }
}
