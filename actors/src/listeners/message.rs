//! What the listeners actor is told and asked.

use ractor::RpcReplyPort;
use serde::Serialize;

use super::Duty;

#[derive(Debug)]
pub(crate) enum Message {
    /// The set of sockets has changed: start and end accept loops accordingly.
    SocketsChanged,
    /// Take no new connections for now, or again.
    Pause(bool),
    /// Take no new connections any more, and ask those that are open to finish.
    Close {
        reply: RpcReplyPort<()>,
    },
    Inspect {
        reply: RpcReplyPort<ListenersState>,
    },
}

/// What `status` shows of the listeners.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct ListenersState {
    /// One for each bound socket.
    pub sockets: Vec<SocketState>,
    /// Connections of identity providers that are open now.
    pub connections: usize,
    /// Connections that were closed at once since the start, because their address had too many.
    pub turned_away: u64,
    /// Connections to the admin socket that are open now.
    pub admin_connections: usize,
    /// No new connections are taken for now.
    pub paused: bool,
}

/// One bound socket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct SocketState {
    /// E.g. `https://127.0.0.1:8443`.
    pub endpoint: String,
    /// What it is for.
    pub duty: Duty,
}
