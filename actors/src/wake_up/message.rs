//! What the wake-up actor is told and asked.

use jiff::Timestamp;
use ractor::RpcReplyPort;
use serde::Serialize;

#[derive(Debug)]
pub(crate) enum Message {
    /// Time to look, or something may have become due.
    Look,
    Inspect {
        reply: RpcReplyPort<WakeUpState>,
    },
}

/// What `status` shows of the wake-up actor.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(crate) struct WakeUpState {
    /// When it last looked.
    pub looked_at: Option<Timestamp>,
    /// Tenants woken since its start.
    pub woken: u64,
    /// What kept the last look from its end.
    pub problem: Option<String>,
}
