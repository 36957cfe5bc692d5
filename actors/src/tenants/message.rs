//! What the tenants actor is told and asked.

use std::sync::Arc;

use ractor::{ActorRef, RpcReplyPort, SpawnErr};
use roster::TenantId;
use serde::Serialize;

use crate::{
    permit::Permit,
    tenant::{Tenant, TenantMessage},
};

pub(crate) enum Message {
    /// Someone needs the tenant in memory.
    Activate(Activate),
    /// An activation has ended, well or not.
    Activated {
        tenant: TenantId,
        outcome: Result<Awoken, SpawnErr>,
    },
    /// A tenant's actors have drained and ended.
    Left(TenantId),
    /// Time to see who is idle.
    Sweep,
    /// Activate nobody any more and drain all; the reply comes when the last one has left.
    Drain {
        reply: RpcReplyPort<()>,
    },
    Inspect {
        reply: RpcReplyPort<TenantsState>,
    },
}

/// A request for a tenant.
pub(crate) struct Activate {
    pub(super) tenant: TenantId,
    pub(super) permit: Permit,
    pub(super) reply: RpcReplyPort<Arc<Tenant>>,
}

/// A tenant with its running supervisor.
pub(crate) struct Awoken {
    pub(super) tenant: Arc<Tenant>,
    pub(super) supervisor: ActorRef<TenantMessage>,
}

/// What `status` shows of all tenants together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(crate) struct TenantsState {
    /// In memory.
    pub active: usize,
    /// On their way in.
    pub activating: usize,
    /// On their way out.
    pub leaving: usize,
    /// Activations since the start.
    pub activations: u64,
    /// Tenants whose actors kept failing until the whole tenant was taken down.
    pub torn_down: u64,
}
