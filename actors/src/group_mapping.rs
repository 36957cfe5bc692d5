//! The group mapping actor. Today its duty is small: it knows whether groups arrive at all, which is
//! the first question when somebody asks why groups do not map (R83). Rules that make roles and
//! classes of groups are not there yet.
//!
//! Its parent is the tenant's supervisor. What it counts is counted since it was last started, and a
//! push that finds its mailbox full is not counted; the groups themselves are in the store.

mod actor;
mod handle;
mod message;

pub(crate) use actor::GroupMapping;
pub(crate) use handle::GroupMappingHandle;
pub(crate) use message::GroupMappingState;
