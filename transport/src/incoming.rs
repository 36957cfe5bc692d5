//! A connection that has arrived.

use std::{fmt, io, net::IpAddr, pin::Pin, time::Duration};

use tokio::{
    io::{AsyncRead, AsyncWrite},
    time,
};

/// A connection's bytes, after its handshake.
pub type Stream = Box<dyn Connection>;

/// Anything that bytes can be read from and written to.
pub trait Connection: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Connection for T {}

/// A connection before its handshake.
pub struct Incoming {
    /// Who is at the other end.
    pub peer: Peer,
    handshake: Handshake,
}

type Handshake = Pin<Box<dyn Future<Output = io::Result<Stream>> + Send>>;

impl Incoming {
    pub(crate) fn new(
        peer: Peer,
        handshake: impl Future<Output = io::Result<Stream>> + Send + 'static,
    ) -> Self {
        let handshake = Box::pin(handshake);
        Self { peer, handshake }
    }

    /// Does the handshake, if the transport has one. Run it in the connection's own task.
    ///
    /// # Errors
    /// [`io::ErrorKind::TimedOut`] if it takes longer than `limit`, else what the handshake said.
    pub async fn establish(self, limit: Duration) -> io::Result<Stream> {
        time::timeout(limit, self.handshake).await?
    }
}

impl fmt::Debug for Incoming {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Incoming")
            .field("peer", &self.peer)
            .finish_non_exhaustive()
    }
}

/// Who is at the other end of a connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Peer {
    /// The address; none for unix sockets and memory. IPv4 is always written as IPv4.
    pub address: Option<IpAddr>,
    /// The user id of the process at the other end of a unix socket, as the kernel tells it.
    pub user: Option<u32>,
    /// Whether the connection is encrypted.
    pub tls: bool,
}
