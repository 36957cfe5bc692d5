//! A connection to the host of a URL: TLS for https, plain for what the settings allow.

use std::sync::Arc;

use bytes::Bytes;
use http_body_util::Empty;
use hyper::{
    Uri,
    client::conn::http1::{SendRequest, handshake},
};
use hyper_util::rt::TokioIo;
use rustls_pki_types::ServerName;
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
};
use tokio_rustls::TlsConnector;

use super::trust;
use crate::error::KeysError;

pub(super) type Sender = SendRequest<Empty<Bytes>>;

pub(super) async fn open(uri: &Uri) -> Result<Sender, KeysError> {
    let host = uri.host().ok_or(KeysError::Url)?.trim_matches(['[', ']']);
    let secure = uri.scheme_str() != Some("http");
    let port = uri.port_u16().unwrap_or(if secure { 443 } else { 80 });
    let tcp = TcpStream::connect((host, port));
    if !secure {
        return speak(tcp.await.map_err(KeysError::Connect)?).await;
    }
    let name = ServerName::try_from(host.to_owned()).map_err(|_| KeysError::Url)?;
    let connector = TlsConnector::from(Arc::new(trust::client_config().await?));
    let tcp = tcp.await.map_err(KeysError::Connect)?;
    let stream = connector.connect(name, tcp).await;
    speak(stream.map_err(KeysError::Connect)?).await
}

async fn speak<S>(stream: S) -> Result<Sender, KeysError>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let (sender, connection) = handshake(TokioIo::new(stream)).await?;
    // Its errors reach whoever waits for an answer; it ends when the sender is dropped.
    tokio::spawn(connection);
    Ok(sender)
}
