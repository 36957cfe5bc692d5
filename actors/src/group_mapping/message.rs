//! What the group mapping actor is told and asked.

use std::sync::Arc;

use jiff::Timestamp;
use ractor::RpcReplyPort;
use roster::mapping::{Rules, Table};
use serde::Serialize;
use store::{error::EngineError, reader::mapping::Preview};

use crate::permit::Permit;

#[derive(Debug)]
pub(crate) enum Message {
    /// The directory has created, changed or deleted a group.
    GroupPushed { at: Timestamp, permit: Permit },
    /// What would another table do? With the version of the one that is in force.
    Preview {
        table: Table,
        permit: Permit,
        reply: RpcReplyPort<Result<(Preview, u64), EngineError>>,
    },
    /// What do groups give?
    Rules {
        permit: Permit,
        reply: RpcReplyPort<Result<Arc<Rules>, EngineError>>,
    },
    Inspect {
        reply: RpcReplyPort<GroupMappingState>,
    },
}

/// What `status` shows of a group mapping actor.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(crate) struct GroupMappingState {
    /// Groups that the tenant has now; absent when the store cannot say.
    pub groups: Option<u64>,
    /// Calls on groups since the actor was last started.
    pub pushes: u64,
    /// When the last of them came.
    pub last_push: Option<Timestamp>,
}
