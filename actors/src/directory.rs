//! The directory actor: admits and orders one tenant's writes.
//!
//! Its parent is the tenant's supervisor. It promises that the tenant's writes reach the store in
//! the order in which they came. It never waits for a commit: it passes the caller's reply on with
//! the operation, or a tenant would be held to one write per fsync. A call whose client has gone
//! away is dropped here. A panic costs the one call that caused it; anything that kills the actor
//! itself drops what its mailbox held, of which nothing has happened, and it is restarted.

mod actor;
mod handle;
mod message;

pub(crate) use actor::{Directory, DirectoryArguments};
pub(crate) use handle::DirectoryHandle;
pub(crate) use message::DirectoryState;
pub(crate) use message::Write;

#[cfg(test)]
mod tests;
