//! One active tenant: its supervisor and the four actors below it.
//!
//! The supervisor's parent is the tenants actor. It restarts a child that ends, and ends itself
//! when the restarts of a window are spent; the tenant is then activated anew on its next use.
//! Calls that were on their way into the store are answered all the same: their replies travel
//! with them and belong to no actor.

mod actor;
mod group_locks;
mod handle;
mod message;
mod presence;

pub(crate) use actor::TenantSupervisor;
pub(crate) use handle::{Tenant, Visit};
pub(crate) use message::Message as TenantMessage;
pub(crate) use message::TenantState;
pub(crate) use presence::{Guest, Presence};
