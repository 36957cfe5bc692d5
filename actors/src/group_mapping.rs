//! The group mapping actor. It owns the compiled table, works previews out of one snapshot each, and
//! knows whether groups arrive at all, which is the first question when somebody asks why groups do
//! not map (R83). What a push or another table means to members is written by the store's operations;
//! where it concerns many, this actor has the scheduler carry on with it at once.
//!
//! Its parent is the tenant's supervisor. What it counts is counted since it was last started, and a
//! push that finds its mailbox full is not counted; the groups themselves are in the store.

mod actor;
mod handle;
mod message;
mod table;

pub(crate) use actor::GroupMapping;
pub(crate) use handle::GroupMappingHandle;
pub(crate) use message::GroupMappingState;
