//! TCP, with TLS or, on loopback, without.

use std::{io, net::SocketAddr, sync::Arc};

use arc_swap::ArcSwapOption;
use rustls::ServerConfig;
use socket2::{Domain, Protocol, Socket, Type};
use tokio::net::{TcpListener, TcpStream};

use crate::{Accept, BACKLOG, Endpoint, Error, Incoming, Listener, Peer, Stream, tls};

/// A TCP listener. Its TLS configuration is read anew for each connection, so that a reload needs
/// no new socket.
#[derive(Debug)]
pub(crate) struct Tcp {
    socket: TcpListener,
    address: SocketAddr,
    tls: ArcSwapOption<ServerConfig>,
}

impl Tcp {
    pub(crate) fn bind(address: SocketAddr, tls: Option<&settings::Tls>) -> Result<Self, Error> {
        // Checked before the socket exists: not even for a moment is the port open.
        let tls = configuration(address, tls)?;
        let (socket, address) =
            listen(address).map_err(|source| Error::Bind { address, source })?;
        Ok(Self {
            socket,
            address,
            tls: ArcSwapOption::new(tls),
        })
    }

    /// Takes over a socket that listens on `address` already.
    pub(crate) fn adopt(
        socket: std::net::TcpListener,
        address: SocketAddr,
        tls: Option<&settings::Tls>,
    ) -> Result<Self, Error> {
        let tls = configuration(address, tls)?;
        let socket =
            TcpListener::from_std(socket).map_err(|source| Error::Bind { address, source })?;
        Ok(Self {
            socket,
            address,
            tls: ArcSwapOption::new(tls),
        })
    }

    fn incoming(&self, stream: TcpStream, from: SocketAddr) -> Incoming {
        let tls = self.tls.load_full();
        let peer = Peer {
            address: Some(from.ip().to_canonical()),
            user: None,
            tls: tls.is_some(),
        };
        Incoming::new(peer, async move {
            // Answers are written whole; waiting to fill a segment only delays them.
            stream.set_nodelay(true)?;
            match tls {
                Some(config) => tls::handshake(config, stream).await,
                None => Ok(Box::new(stream) as Stream),
            }
        })
    }
}

impl Listener for Tcp {
    fn accept(&self) -> Accept<'_> {
        Box::pin(async {
            let (stream, from) = self.socket.accept().await?;
            Ok(self.incoming(stream, from))
        })
    }

    fn endpoint(&self) -> Endpoint {
        let tls = self.tls.load().is_some();
        let scheme = if tls { "https" } else { "http" };
        Endpoint {
            text: format!("{scheme}://{}", self.address),
            address: Some(self.address),
            tls,
        }
    }

    fn reload(&self, listener: &settings::Listener) -> Result<(), Error> {
        self.tls.store(configuration(self.address, listener.tls())?);
        Ok(())
    }
}

/// The TLS configuration to use on `address`; none only on loopback.
fn configuration(
    address: SocketAddr,
    tls: Option<&settings::Tls>,
) -> Result<Option<Arc<ServerConfig>>, Error> {
    if tls.is_none() && !settings::is_loopback(address) {
        return Err(Error::Exposed { address });
    }
    tls.map(tls::load).transpose()
}

fn listen(address: SocketAddr) -> io::Result<(TcpListener, SocketAddr)> {
    let domain = Domain::for_address(address);
    let socket = Socket::new(domain, Type::STREAM.nonblocking(), Some(Protocol::TCP))?;
    // Else connections of the process before, still closing, keep the port for a minute.
    socket.set_reuse_address(true)?;
    if domain == Domain::IPV6 {
        // `[::]` is IPv6 only, so that `0.0.0.0` beside it works whatever the system's default.
        socket.set_only_v6(true)?;
    }
    socket.bind(&address.into())?;
    socket.listen(BACKLOG)?;
    let socket = TcpListener::from_std(socket.into())?;
    let address = socket.local_addr()?;
    Ok((socket, address))
}

#[cfg(test)]
mod tests;
