//! What the scheduler is told and asked.

use jiff::Timestamp;
use ractor::RpcReplyPort;
use serde::Serialize;

#[derive(Debug)]
pub(crate) enum Message {
    /// Something may be due.
    CarryOut,
    Inspect {
        reply: RpcReplyPort<SchedulerState>,
    },
}

/// What `status` shows of a scheduler, since it was last started.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(crate) struct SchedulerState {
    /// Members removed because their grace period was over.
    pub removed: u64,
    /// Activity entries dropped because they were too old.
    pub forgotten: u64,
    /// When the next removal is due, as far as the last look could see.
    pub next: Option<Timestamp>,
    /// What kept the last look from its end.
    pub problem: Option<String>,
}
