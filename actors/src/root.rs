//! The root of the tree: it starts the listeners, the tenants and the wake-up actor, and starts
//! them again.
//!
//! It has no parent. When its children keep failing until their restarts are spent, it ends, and
//! the daemon with it: the service manager starts a new process. It answers the watchdog.

mod actor;
mod handle;
mod message;

pub(crate) use actor::{Root, RootArguments};
pub(crate) use handle::RootHandle;
pub(crate) use message::Message as RootMessage;
