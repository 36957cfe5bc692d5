//! What the tenant's supervisor is told and asked.

use ractor::RpcReplyPort;
use serde::Serialize;

use crate::{
    directory::DirectoryState,
    group_mapping::GroupMappingState,
    scheduler::SchedulerState,
    supervision::{ChildState, Which},
    token::TokenState,
};

#[derive(Debug)]
pub(crate) enum Message {
    /// The delay before a child's restart is over.
    Restart(Which),
    Inspect {
        reply: RpcReplyPort<Vec<ChildState>>,
    },
}

/// What `status` shows of one active tenant. A part is absent when its actor did not answer in
/// time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct TenantState {
    /// Which tenant.
    pub id: String,
    /// Requests inside it now.
    pub requests: usize,
    /// Its actors.
    pub actors: Option<Vec<ChildState>>,
    /// The token actor.
    pub token: Option<TokenState>,
    /// The directory actor.
    pub directory: Option<DirectoryState>,
    /// The group mapping actor.
    pub group_mapping: Option<GroupMappingState>,
    /// The scheduler.
    pub scheduler: Option<SchedulerState>,
}
