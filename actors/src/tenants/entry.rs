//! One tenant's line in the activation table.

use std::sync::Arc;

use ractor::ActorRef;

use super::message::Activate;
use crate::tenant::{Tenant, TenantMessage};

/// Where a tenant is on its way. A tenant without an entry sleeps.
pub(super) enum Entry {
    /// Being activated, for all who wait.
    Waking(Vec<Activate>),
    Active {
        tenant: Arc<Tenant>,
        supervisor: ActorRef<TenantMessage>,
    },
    /// Draining. Whoever wants it back waits until it has left, so that no tenant is ever in
    /// memory twice.
    Leaving(Vec<Activate>),
}
