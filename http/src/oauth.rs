//! The token endpoint (RFC 6749 §3.2) and its metadata (RFC 8414), beside SCIM.
//!
//! This crate reads the form and says who asks and with what proof; whoever keeps the credentials
//! implements [`Authority`].

mod authority;
mod basic;
mod endpoint;
mod error;
mod form;
mod grant;
mod metadata;
mod render;
mod route;

use std::{panic::AssertUnwindSafe, sync::Arc};

use arc_swap::ArcSwap;
use futures_util::FutureExt;
use http::{Method, StatusCode};
use hyper::{Request, body::Incoming};
use transport::Peer;

use crate::{
    access_log::Line, answer, answer::Answer, options::HttpOptions, request_id::RequestIds,
    service::Service, unreadable,
};
use endpoint::Arrived;
use error::{Code, OAuthError};
pub(crate) use route::Route;

pub use authority::{Authority, Client, Minted, Proof};
pub use metadata::TOKEN_PATH;

/// OAuth over HTTP, on top of an [`Authority`].
#[derive(Debug)]
pub struct OAuth<A> {
    authority: Arc<A>,
    options: Arc<ArcSwap<HttpOptions>>,
    ids: Arc<RequestIds>,
}

impl<A: Authority> OAuth<A> {
    /// `options` may be swapped at any time; a request keeps what it began with.
    pub fn new(
        authority: Arc<A>,
        options: Arc<ArcSwap<HttpOptions>>,
        ids: Arc<RequestIds>,
    ) -> Self {
        Self {
            authority,
            options,
            ids,
        }
    }
}

impl<A: Authority> Service for OAuth<A> {
    async fn handle(&self, request: Request<Incoming>, peer: &Peer) -> Answer {
        let options = self.options.load_full();
        let (parts, body) = request.into_parts();
        let request_id = self.ids.of(&parts.headers);
        let route = Route::of(parts.uri.path());
        let operation = Route::operation(route, &parts.method);
        let mut line = Line::begin(&request_id.text, operation);
        let arrived = Arrived {
            authority: &*self.authority,
            options: &options,
            parts: &parts,
            peer,
            operation,
            request_id: &request_id.text,
        };
        let work = arrived.answer(route, body, &mut line);
        let mut answer = match AssertUnwindSafe(work).catch_unwind().await {
            Ok(answer) => answer,
            Err(_) => render::panicked(),
        };
        line.end(answer.status());
        answer::seal(&mut answer, request_id, parts.method == Method::HEAD);
        answer
    }

    fn unreadable(&self, status: StatusCode) -> Answer {
        let error = OAuthError::new(Code::Malformed(status), unreadable::words(status));
        unreadable::sealed(render::error(&error, false), &self.ids)
    }
}
