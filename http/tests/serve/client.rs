//! A connection to a service, and a client for it.

use std::sync::Arc;

use arc_swap::ArcSwap;
use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::{Request, StatusCode, client::conn::http1};
use hyper_util::rt::TokioIo;
use rosterd_http::{
    AdminApi, HttpOptions, OAuth, Public, RequestIds, Scim, connection::serve, service::Service,
};
use serde_json::Value;
use settings::Limits;
use tokio::io::DuplexStream;
use tokio_util::sync::CancellationToken;
use transport::Peer;

use crate::{
    authority::OneClient,
    directory::{Directory, TOKEN},
    log,
    register::Register,
};

/// A daemon's face: a service, and what its connections need.
pub(crate) struct Face<S> {
    service: Arc<S>,
    options: Arc<HttpOptions>,
    pub(crate) shutdown: CancellationToken,
}

/// SCIM and the directory behind it.
pub(crate) struct Server {
    pub(crate) face: Face<Scim<Directory>>,
    pub(crate) directory: Arc<Directory>,
}

/// An answer, read to its end.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: http::HeaderMap,
    pub(crate) body: Bytes,
}

impl Server {
    pub(crate) fn new() -> Self {
        Self::with(Limits::default())
    }

    pub(crate) fn with(limits: Limits) -> Self {
        let directory = Arc::new(Directory::default());
        let options = HttpOptions {
            base_url: None,
            limits,
        };
        let swap = Arc::new(ArcSwap::from_pointee(options.clone()));
        let ids = Arc::new(RequestIds::new(7));
        Self {
            face: Face::new(Scim::new(Arc::clone(&directory), swap, ids), options),
            directory,
        }
    }

    /// With the good token; a body is sent as JSON.
    pub(crate) async fn ask(&self, method: &str, path: &str, body: Value) -> Reply {
        let request = request(method, path).header("authorization", TOKEN);
        let body = match body {
            Value::Null => Bytes::new(),
            body => Bytes::from(body.to_string()),
        };
        self.face.send(request.body(Full::new(body)).unwrap()).await
    }

    /// Made, and its id.
    pub(crate) async fn user(&self, user_name: &str) -> String {
        let body = serde_json::json!({
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
            "userName": user_name,
        });
        self.made("/scim/v2/Users", body).await
    }

    /// Made, and its id.
    pub(crate) async fn group(&self, display_name: &str) -> String {
        let body = serde_json::json!({
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"],
            "displayName": display_name,
        });
        self.made("/scim/v2/Groups", body).await
    }

    async fn made(&self, path: &str, body: Value) -> String {
        let reply = self.ask("POST", path, body).await;
        assert_eq!(reply.status, 201);
        reply.json()["id"].as_str().unwrap().to_owned()
    }
}

impl<S: Service> Face<S> {
    fn new(service: S, options: HttpOptions) -> Self {
        log::listen();
        Self {
            service: Arc::new(service),
            options: Arc::new(options),
            shutdown: CancellationToken::new(),
        }
    }

    /// A new connection, as bytes.
    pub(crate) fn connect(&self) -> DuplexStream {
        self.accept(1 << 16).0
    }

    /// A new connection whose kernel holds `buffer` bytes, and the task that serves it.
    pub(crate) fn accept(&self, buffer: usize) -> (DuplexStream, tokio::task::JoinHandle<()>) {
        let (near, far) = tokio::io::duplex(buffer);
        let (service, options) = (Arc::clone(&self.service), Arc::clone(&self.options));
        let shutdown = self.shutdown.clone();
        let peer = Peer {
            address: Some([192, 0, 2, 1].into()),
            user: Some(1000),
            tls: false,
        };
        let served = tokio::spawn(async move {
            serve(Box::new(far), peer, service, &options.limits, shutdown).await;
        });
        (near, served)
    }

    /// One request on a connection of its own.
    pub(crate) async fn send<B>(&self, request: Request<B>) -> Reply
    where
        B: hyper::body::Body<Data = Bytes, Error: std::error::Error + Send + Sync> + Send + 'static,
    {
        self.try_send(request).await.unwrap()
    }

    /// As [`Self::send`], where the answer may break off.
    pub(crate) async fn try_send<B>(&self, request: Request<B>) -> Result<Reply, hyper::Error>
    where
        B: hyper::body::Body<Data = Bytes, Error: std::error::Error + Send + Sync> + Send + 'static,
    {
        let (mut sender, connection) = http1::handshake(TokioIo::new(self.connect())).await?;
        tokio::spawn(connection);
        let (parts, body) = sender.send_request(request).await?.into_parts();
        Ok(Reply {
            status: parts.status,
            headers: parts.headers,
            body: body.collect().await?.to_bytes(),
        })
    }
}

/// SCIM and OAuth beside each other.
pub(crate) fn public_face() -> Face<Public<Directory, OneClient>> {
    let options = HttpOptions {
        base_url: None,
        limits: Limits::default(),
    };
    let swap = Arc::new(ArcSwap::from_pointee(options.clone()));
    let ids = Arc::new(RequestIds::new(7));
    let scim = Scim::new(Arc::default(), Arc::clone(&swap), Arc::clone(&ids));
    let oauth = OAuth::new(Arc::new(OneClient), swap, ids);
    Face::new(Public::new(scim, oauth), options)
}

/// The admin API and the register behind it.
pub(crate) fn admin_face() -> Face<AdminApi<Register>> {
    let options = HttpOptions {
        base_url: None,
        limits: Limits::default(),
    };
    let swap = Arc::new(ArcSwap::from_pointee(options.clone()));
    let ids = Arc::new(RequestIds::new(7));
    Face::new(AdminApi::new(Arc::new(Register), swap, ids), options)
}

pub(crate) fn request(method: &str, path: &str) -> http::request::Builder {
    Request::builder()
        .method(method)
        .uri(path)
        .header("host", "h.example")
}

impl Reply {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    /// Empty if it isn't there.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    pub(crate) fn detail(&self) -> String {
        self.json()["detail"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }
}
