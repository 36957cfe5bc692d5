//! What the root is told and asked.

use ractor::RpcReplyPort;

use crate::supervision::{ChildState, Which};

#[derive(Debug)]
pub(crate) enum Message {
    /// The delay before a child's restart is over.
    Restart(Which),
    /// Time to forget addresses that have not failed lately.
    SweepAddresses,
    Inspect {
        reply: RpcReplyPort<Vec<ChildState>>,
    },
}
