//! The HTTP actor: owns the listeners, and is never in a request's path.
//!
//! It starts and stops the accept loops, swaps listeners and TLS material on a reload, pauses,
//! drains and counts. Its parent is the root. Bound sockets and open connections outlive it: when
//! it is restarted it goes on with the same sockets, and no connection notices. It crashes on
//! nothing of its own; a connection's trouble stays in that connection's task.

mod accept;
mod actor;
mod connections;
mod door;
mod handle;
mod message;
mod socket;

use std::{future::Future, pin::Pin};

pub(crate) use actor::{Listeners, ListenersArguments};
pub(crate) use connections::Connections;
pub(crate) use handle::ListenersHandle;
pub(crate) use message::{ListenersState, SocketState};
pub use socket::BindError;
pub(crate) use socket::Sockets;
use tokio_util::sync::CancellationToken;
use transport::{Peer, Stream};

/// What a listener is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Duty {
    /// Identity providers.
    Scim,
    /// The operator's verbs.
    Admin,
}

/// Serves one connection; one for each duty.
pub(crate) trait Serve: Send + Sync + 'static {
    /// Until the peer leaves, or, once `closing` is cancelled, until the requests in flight are
    /// answered.
    fn serve(
        &self,
        stream: Stream,
        peer: Peer,
        closing: CancellationToken,
    ) -> Pin<Box<dyn Future<Output = ()> + Send>>;
}
