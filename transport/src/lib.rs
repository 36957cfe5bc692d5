//! How bytes get in: one trait, one file per transport (tcp, unix, adopted from systemd, memory).
//!
//! A listener hands out connections before their handshake, so that one slow client never delays
//! the next one's turn. A new transport is one file that implements [`Listener`].

mod accept;
mod adopted;
mod certificate;
mod error;
#[cfg(test)]
mod fixture;
mod incoming;
mod memory;
mod tcp;
mod tls;
mod unix;

use std::{fmt, io, net::SocketAddr, pin::Pin};

pub use accept::AcceptFailure;
pub use certificate::{Validity, validity};
pub use error::Error;
pub use incoming::{Connection, Incoming, Peer, Stream};
pub use memory::{Connector, Memory};

/// What [`Listener::accept`] returns.
pub type Accept<'l> = Pin<Box<dyn Future<Output = io::Result<Incoming>> + Send + 'l>>;

/// Something that connections come from.
pub trait Listener: Send + Sync + fmt::Debug + 'static {
    /// Waits for the next connection; cancel-safe. Never does a handshake.
    ///
    /// [`AcceptFailure`] says what an error means for the next call.
    fn accept(&self) -> Accept<'_>;

    /// Where it listens, for logs and `status`.
    fn endpoint(&self) -> Endpoint;

    /// Whether clients still find it where its entry in the settings says. A unix socket loses its
    /// place with its file: then it is to be bound again.
    fn is_in_place(&self) -> bool {
        true
    }

    /// Takes the new TLS material or file mode of its entry in the settings. On an error the old
    /// stays in force; connections that are open keep what they have.
    fn reload(&self, listener: &settings::Listener) -> Result<(), Error>;
}

/// Where a listener listens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    /// For people, e.g. `https://127.0.0.1:8443` or `unix:/run/rosterd/scim.sock`.
    pub text: String,
    /// The bound TCP address, if there is one; several sockets of one name: the first one's.
    pub address: Option<SocketAddr>,
    /// Whether connections begin with a TLS handshake.
    pub tls: bool,
}

/// Binds what a settings entry describes, ready to accept.
///
/// # Errors
/// Whatever makes the entry unusable now: the place is taken, the TLS material is unfit, or it
/// would be plain TCP on an address that is not loopback.
pub async fn bind(listener: &settings::Listener) -> Result<Box<dyn Listener>, Error> {
    Ok(match listener {
        settings::Listener::Systemd { name, tls } => adopted::adopt(name, tls.as_ref())?,
        settings::Listener::Tcp { address, tls } => {
            Box::new(tcp::Tcp::bind(*address, tls.as_ref())?)
        }
        settings::Listener::Unix { path, mode } => Box::new(unix::Unix::bind(path, *mode).await?),
    })
}

/// Whether the TLS material of a settings entry is fit for use, so that a reload can be refused as
/// a whole before any listener has taken its part of it.
///
/// # Errors
/// As [`bind`] has for the same files.
pub fn check(listener: &settings::Listener) -> Result<(), Error> {
    match listener {
        settings::Listener::Systemd { tls: Some(tls), .. }
        | settings::Listener::Tcp { tls: Some(tls), .. } => tls::load(tls).map(drop),
        _ => Ok(()),
    }
}

/// Connections that the kernel completes ahead of `accept`; it caps this by `somaxconn`.
const BACKLOG: i32 = 1024;
