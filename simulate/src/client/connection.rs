//! New connections, plain or over TLS.

use std::error::Error as StdError;
use std::fmt;
use std::path::Path;
use std::sync::Arc;

use bytes::Bytes;
use http_body_util::Full;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use rustls_pki_types::ServerName;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

use super::address::Address;
use super::trust;
use crate::failure::Failure;

/// What can go wrong on the way to an answer.
pub(super) type Fault = Box<dyn StdError + Send + Sync>;

/// Opens connections to one server.
pub(super) struct Connector {
    host: String,
    port: u16,
    tls: Option<(TlsConnector, ServerName<'static>)>,
}

impl fmt::Debug for Connector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { host, port, tls } = self;
        write!(f, "Connector({host}:{port}, tls: {})", tls.is_some())
    }
}

impl Connector {
    pub(super) fn new(address: &Address, ca: Option<&Path>) -> Result<Self, Failure> {
        let tls = if address.secure {
            let config = trust::client_config(ca)?;
            let name = ServerName::try_from(address.host.clone()).map_err(|_invalid| {
                let reason = "its host cannot be in a certificate";
                Failure::BaseUrl {
                    url: address.authority.clone(),
                    reason,
                }
            })?;
            Some((TlsConnector::from(Arc::new(config)), name))
        } else {
            None
        };
        Ok(Self {
            host: address.host.clone(),
            port: address.port,
            tls,
        })
    }

    pub(super) async fn connect(&self) -> Result<SendRequest<Full<Bytes>>, Fault> {
        let stream = TcpStream::connect((self.host.as_str(), self.port)).await?;
        stream.set_nodelay(true)?;
        match &self.tls {
            Some((connector, name)) => speak(connector.connect(name.clone(), stream).await?).await,
            None => speak(stream).await,
        }
    }
}

async fn speak<S>(stream: S) -> Result<SendRequest<Full<Bytes>>, Fault>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let (sender, connection) = handshake(TokioIo::new(stream)).await?;
    // Its errors reach whoever waits for an answer; it ends when the sender is dropped.
    tokio::spawn(connection);
    Ok(sender)
}
