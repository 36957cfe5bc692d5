//! Where a write's outcome goes: from the caller through a mailbox into the store and back. A
//! reply that is dropped on the way still answers, and says whether something may have happened.

use ractor::concurrency::{OneshotReceiver, OneshotSender, oneshot};
use store::{error::WriteError, writer::Answer};

/// The sending half. Dropped in a mailbox, nothing has happened; dropped in the store, nobody
/// knows.
#[derive(Debug)]
pub(crate) struct Reply<T> {
    port: Option<OneshotSender<Result<T, WriteError>>>,
    admitted: bool,
}

/// The half the caller waits on. Dropping it abandons the call.
pub(crate) type Outcome<T> = OneshotReceiver<Result<T, WriteError>>;

impl<T> Reply<T> {
    /// Both halves.
    pub(crate) fn pair() -> (Self, Outcome<T>) {
        let (port, outcome) = oneshot();
        let reply = Self {
            port: Some(port),
            admitted: false,
        };
        (reply, outcome)
    }

    /// Nobody waits any more.
    pub(crate) fn is_closed(&self) -> bool {
        self.port.as_ref().is_none_or(OneshotSender::is_closed)
    }

    /// From here on the store has it: losing the reply no longer means that nothing happened.
    pub(crate) fn admitted(mut self) -> Self {
        self.admitted = true;
        self
    }

    fn send(&mut self, outcome: Result<T, WriteError>) {
        if let Some(port) = self.port.take() {
            // The caller may have gone away; then nobody misses the outcome.
            drop(port.send(outcome));
        }
    }
}

impl<T: Send> Answer<T> for Reply<T> {
    fn is_abandoned(&self) -> bool {
        self.is_closed()
    }

    fn give(mut self: Box<Self>, outcome: Result<T, WriteError>) {
        self.send(outcome);
    }
}

impl<T> Drop for Reply<T> {
    fn drop(&mut self) {
        let lost = if self.admitted {
            WriteError::Unknown
        } else {
            WriteError::Panicked
        };
        self.send(Err(lost));
    }
}

#[cfg(test)]
mod tests;
