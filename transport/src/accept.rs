//! What a failed `accept` means for the next one.

use std::io;

/// What a failed [`accept`](crate::Listener::accept) means. No accept error should end a daemon
/// that others still depend on, but the answer differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AcceptFailure {
    /// That one connection was gone before it was accepted: go on at once. Linux also reports
    /// network errors of the new connection here, see accept(2).
    Connection,
    /// The process or the system is out of descriptors or memory. Trying again at once would spin:
    /// pause, and say so once.
    Exhausted,
    /// The listener itself is unusable. It will never accept again.
    Listener,
}

impl AcceptFailure {
    /// What `error` means.
    pub fn of(error: &io::Error) -> Self {
        match error.raw_os_error() {
            Some(libc::EMFILE | libc::ENFILE | libc::ENOBUFS | libc::ENOMEM) => Self::Exhausted,
            Some(libc::EBADF | libc::EINVAL | libc::ENOTSOCK | libc::EFAULT) => Self::Listener,
            // Not from the system: the in-memory listener, whose connector is gone.
            None if error.kind() == io::ErrorKind::NotConnected => Self::Listener,
            Some(_) | None => Self::Connection,
        }
    }
}

#[cfg(test)]
mod tests;
