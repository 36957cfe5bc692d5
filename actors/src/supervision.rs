//! Restarts, written by us: ractor's default supervisor stops when any child ends.
//!
//! A child that ends is started again, the first time at once, then after delays that double. All
//! restarts of one supervisor come out of one budget per window; when it is spent the supervisor
//! itself ends, and its own supervisor decides. Calls that a dead child still had are dropped,
//! which their callers see at once; calls that come before the child is back are refused.

mod budget;
mod child;
mod children;

pub(crate) use budget::Budget;
pub(crate) use child::{Child, Spawner};
pub(crate) use children::{Children, Which};
use serde::Serialize;

/// What `status` shows of one child.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct ChildState {
    /// Its duty, e.g. `directory`.
    pub name: &'static str,
    /// False while it waits for its restart.
    pub running: bool,
    /// Since its supervisor started.
    pub restarts: u64,
}

#[cfg(test)]
mod tests;
