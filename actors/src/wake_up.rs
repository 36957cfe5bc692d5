//! Wakes sleeping tenants that have something due.
//!
//! What is due stands in the store, so a sleeping tenant needs no timer of its own: this one actor
//! looks at the store's index, activates the tenants whose time has come and nudges their
//! schedulers. Its parent is the root. It holds nothing that a restart could lose.

mod actor;
mod handle;
mod message;

pub(crate) use actor::WakeUp;
pub(crate) use handle::WakeUpHandle;
pub(crate) use message::WakeUpState;
