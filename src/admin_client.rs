//! A client of the daemon's admin API: HTTP over its unix socket.

mod stream;

use std::path::{Path, PathBuf};

use http::{Method, Request, StatusCode, header};
use http_body_util::{BodyExt as _, Full};
use hyper::{body::Bytes, client::conn::http1};
use hyper_util::rt::TokioIo;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, PercentEncode, utf8_percent_encode};
use rosterd_http::admin::{PageOf, Problem};
use serde::{Serialize, de::DeserializeOwned};
use tokio::net::UnixStream;

use crate::error::Error;

/// Opens one connection per call: a verb makes few.
#[derive(Debug)]
pub(crate) struct AdminClient {
    socket: PathBuf,
}

impl AdminClient {
    pub(crate) fn new(socket: &Path) -> Self {
        Self {
            socket: socket.to_owned(),
        }
    }

    pub(crate) async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, Error> {
        self.call(Method::GET, path, None::<&()>).await
    }

    pub(crate) async fn post<T: DeserializeOwned>(
        &self,
        path: &str,
        body: &impl Serialize,
    ) -> Result<T, Error> {
        self.call(Method::POST, path, Some(body)).await
    }

    pub(crate) async fn put<T: DeserializeOwned>(
        &self,
        path: &str,
        body: &impl Serialize,
    ) -> Result<T, Error> {
        self.call(Method::PUT, path, Some(body)).await
    }

    pub(crate) async fn patch<T: DeserializeOwned>(
        &self,
        path: &str,
        body: &impl Serialize,
    ) -> Result<T, Error> {
        self.call(Method::PATCH, path, Some(body)).await
    }

    pub(crate) async fn delete<T: DeserializeOwned>(&self, path: &str) -> Result<T, Error> {
        self.call(Method::DELETE, path, None::<&()>).await
    }

    /// Walks a listing to its end (or to `limit` items), handing over each item as it comes.
    pub(crate) async fn each<T: DeserializeOwned>(
        &self,
        path: &str,
        limit: Option<usize>,
        mut visit: impl FnMut(T) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let mut left = limit.unwrap_or(usize::MAX);
        let mut after: Option<String> = None;
        while left > 0 {
            let separator = if path.contains('?') { '&' } else { '?' };
            let cursor = after.map(|after| format!("&after={}", encode(&after)));
            let path = format!(
                "{path}{separator}limit={}{}",
                left.min(PAGE),
                cursor.unwrap_or_default()
            );
            let page: PageOf<T> = self.get(&path).await?;
            for item in page.items.into_iter().take(left) {
                visit(item)?;
                left -= 1;
            }
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        Ok(())
    }

    async fn connect(&self) -> Result<(Sender, Connection), Error> {
        let stream = UnixStream::connect(&self.socket)
            .await
            .map_err(|source| Error::NoDaemon {
                socket: self.socket.clone(),
                source,
            })?;
        http1::handshake(TokioIo::new(stream))
            .await
            .map_err(unreadable)
    }

    async fn call<T: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        body: Option<&impl Serialize>,
    ) -> Result<T, Error> {
        self.call_if(method, path, body, None).await
    }

    /// With `If-Match`, where it is given.
    pub(crate) async fn call_if<T: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        body: Option<&impl Serialize>,
        if_match: Option<&str>,
    ) -> Result<T, Error> {
        let (mut sender, connection) = self.connect().await?;
        let body = match body {
            Some(body) => serde_json::to_vec(body).map_err(unreadable)?,
            None => Vec::new(),
        };
        let mut request = Request::builder();
        if let Some(tag) = if_match {
            request = request.header(header::IF_MATCH, tag);
        }
        let request = request
            .method(method)
            .uri(path)
            .header(header::HOST, "rosterd")
            .header(header::CONTENT_TYPE, "application/json")
            .body(Full::new(Bytes::from(body)))
            .map_err(unreadable)?;
        let answer = async {
            let response = sender.send_request(request).await?;
            let status = response.status();
            let bytes = response.into_body().collect().await?.to_bytes();
            Ok::<_, hyper::Error>((status, bytes))
        };
        // The connection must be polled for the answer to arrive; it ends with the exchange.
        tokio::pin!(connection);
        let (status, bytes) = tokio::select! {
            answer = answer => answer.map_err(unreadable)?,
            ended = &mut connection => {
                return Err(Error::Answer(format!("the connection was closed: {ended:?}")));
            }
        };
        read(status, &bytes)
    }
}

type Sender = http1::SendRequest<Full<Bytes>>;
type Connection = http1::Connection<TokioIo<UnixStream>, Full<Bytes>>;

/// Items asked for at once.
const PAGE: usize = 500;

/// A path segment or query value, percent-encoded (RFC 3986 §2.3: only unreserved stay).
pub(crate) fn encode(text: &str) -> PercentEncode<'_> {
    utf8_percent_encode(text, RESERVED)
}

const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

fn read<T: DeserializeOwned>(status: StatusCode, bytes: &[u8]) -> Result<T, Error> {
    if status.is_success() {
        return serde_json::from_slice(bytes).map_err(unreadable);
    }
    match serde_json::from_slice::<Problem>(bytes) {
        Ok(problem) => Err(Error::Refused(Box::new(problem))),
        Err(_) => Err(Error::Answer(format!("status {status}"))),
    }
}

fn unreadable(error: impl std::fmt::Display) -> Error {
    Error::Answer(error.to_string())
}
