//! Requests over HTTP/1.1 keep-alive connections, as providers' clients make them.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::client::conn::http1::SendRequest;
use hyper::header::{ACCEPT, ACCEPT_CHARSET, AUTHORIZATION, CONTENT_TYPE, HOST, HeaderValue};
use hyper::header::{HeaderName, RETRY_AFTER, USER_AGENT};
use hyper::{Method, Request as HttpRequest};
use serde_json::Value;
use tokio::time::timeout;

use crate::failure::Failure;
use crate::plan::Plan;

mod address;
mod answer;
mod connection;
mod patience;
mod trust;
mod wire;

pub(crate) use answer::{Answer, Declared, Kind};
pub(crate) use patience::Patience;
pub(crate) use wire::{Query, Wire, equals};

use address::Address;
use connection::{Connector, Fault};

/// The longest body that is read. A page of 100 users or a group of 50,000 stays far below it.
const LONGEST_BODY: usize = 64 << 20;

/// A request below the base URL.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Request {
    pub(crate) method: Method,
    /// Path and query, relative to the base URL.
    pub(crate) target: String,
    pub(crate) body: Option<Value>,
    /// A token to send instead of the plan's.
    pub(crate) token: Option<&'static str>,
    /// `If-Match` or `If-None-Match`, with the entity tag (RFC 7644 §3.14).
    pub(crate) condition: Option<(HeaderName, String)>,
}

impl Request {
    pub(crate) fn new(method: Method, target: String, body: Option<Value>) -> Self {
        Self {
            method,
            target,
            body,
            token: None,
            condition: None,
        }
    }

    /// The same, to be carried out only if the entity tag allows it.
    pub(crate) fn on_condition(mut self, name: HeaderName, tag: &str) -> Self {
        self.condition = Some((name, tag.to_owned()));
        self
    }

    /// Whether it asks for a part of each resource (RFC 7644 §3.9).
    fn is_projected(&self) -> bool {
        let of_body = |name| {
            let body = self.body.as_ref();
            body.is_some_and(|body| body.get(name).is_some())
        };
        self.target.contains("ttributes=") || of_body("attributes") || of_body("excludedAttributes")
    }

    /// How reports name it.
    pub(crate) fn name(&self) -> String {
        format!("{} {}", self.method, self.target)
    }
}

/// One provider's connections to one server.
#[derive(Debug)]
pub(crate) struct Client {
    address: Address,
    authorization: HeaderValue,
    connector: Connector,
    wire: Wire,
    timeout: Duration,
    idle: Mutex<Vec<SendRequest<Full<Bytes>>>>,
}

impl Client {
    pub(crate) fn new(plan: &Plan, wire: Wire) -> Result<Self, Failure> {
        let address = Address::parse(&plan.url)?;
        Ok(Self {
            authorization: bearer(&plan.token)?,
            connector: Connector::new(&address, plan.ca.as_deref())?,
            address,
            wire,
            timeout: plan.timeout,
            idle: Mutex::default(),
        })
    }

    pub(crate) fn wire(&self) -> &Wire {
        &self.wire
    }

    /// Sends `request` once. 429 and the 5xx that ask for patience are failures here.
    pub(crate) async fn send(&self, request: &Request) -> Result<Answer, Failure> {
        let unreachable = |source| Failure::Unreachable {
            request: request.name(),
            source,
        };
        let exchange = timeout(self.timeout, self.exchange(request));
        let answer = match exchange.await {
            Ok(answer) => answer.map_err(unreachable)?,
            Err(elapsed) => return Err(unreachable(elapsed.into())),
        };
        match answer.status {
            status @ (429 | 500 | 502 | 503 | 504) => Err(Failure::Busy {
                request: request.name(),
                status,
                retry_after: answer
                    .header(&RETRY_AFTER)
                    .and_then(|value| value.parse().ok()),
            }),
            _ => Ok(answer),
        }
    }

    async fn exchange(&self, request: &Request) -> Result<Answer, Fault> {
        let mut message = self.message(request)?;
        let (mut sender, response) = loop {
            let (mut sender, kept) = match self.kept() {
                Some(sender) => (sender, true),
                None => (self.connector.connect().await?, false),
            };
            match sender.try_send_request(message).await {
                Ok(response) => break (sender, response),
                Err(mut refused) => match refused.take_message() {
                    // The server closed an idle connection before anything was written to it.
                    Some(unsent) if kept => message = unsent,
                    _ => return Err(refused.into_error().into()),
                },
            }
        };
        let (parts, body) = response.into_parts();
        let body = Limited::new(body, LONGEST_BODY).collect().await?.to_bytes();
        if sender.ready().await.is_ok() {
            self.idle
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(sender);
        }
        Ok(Answer::new(request, parts, body))
    }

    /// A kept connection that is still open.
    fn kept(&self) -> Option<SendRequest<Full<Bytes>>> {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        while let Some(sender) = idle.pop() {
            if sender.is_ready() {
                return Some(sender);
            }
        }
        None
    }

    fn message(&self, request: &Request) -> Result<HttpRequest<Full<Bytes>>, Fault> {
        let authorization = match request.token {
            Some(token) => bearer(token)?,
            None => self.authorization.clone(),
        };
        let mut message = HttpRequest::builder()
            .method(&request.method)
            .uri(format!("{}{}", self.address.path, request.target))
            .header(HOST, &self.address.authority)
            .header(AUTHORIZATION, authorization)
            .header(USER_AGENT, self.wire.user_agent)
            .header(ACCEPT, self.wire.accept);
        if let Some(charset) = self.wire.accept_charset {
            message = message.header(ACCEPT_CHARSET, charset);
        }
        if let Some((name, tag)) = &request.condition {
            message = message.header(name, tag);
        }
        let body = match &request.body {
            Some(body) => {
                message = message.header(CONTENT_TYPE, self.wire.content_type);
                Bytes::from(serde_json::to_vec(body)?)
            }
            None => Bytes::new(),
        };
        Ok(message.body(Full::new(body))?)
    }
}

fn bearer(token: &str) -> Result<HeaderValue, Failure> {
    let mut value =
        HeaderValue::try_from(format!("Bearer {token}")).map_err(|_invalid| Failure::Token)?;
    value.set_sensitive(true);
    Ok(value)
}

#[cfg(test)]
mod tests;
