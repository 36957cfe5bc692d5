//! The activation table: which tenants are in memory.
//!
//! A tenant is activated on its first use, once however many want it at the same time, and leaves
//! memory when nobody has used it for a while; a hundred thousand sleeping tenants cost nothing.
//! The parent is the root. It crashes on nothing of its own; if it dies, all active tenants die
//! with it, calls under way are answered with what is known of them, and the next use activates
//! anew. A tenant that keeps failing only loses itself.

mod actor;
mod entry;
mod handle;
mod message;
mod table;

pub(crate) use actor::{Tenants, TenantsArguments};
pub(crate) use handle::{ActivateError, TenantsHandle};
pub(crate) use message::TenantsState;
pub(crate) use table::Table;

#[cfg(test)]
mod tests;
