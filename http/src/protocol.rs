//! The SCIM service (RFC 7644): from a request to a call of the provider, and back.
//!
//! Deny by default: without a good token only discovery answers, and the 404 that tells an admin
//! the right base URL.

mod base_url;
mod bulk;
mod call;
mod content;
mod discovery;
mod dispatch;
mod loss;
mod misplaced;
mod not_found;
mod parameters;
mod read;
mod render;
mod route;
mod search;
mod stop;
mod watched;
mod write;

use std::{panic::AssertUnwindSafe, sync::Arc};

use arc_swap::ArcSwap;
use futures_util::FutureExt;
use http::{Method, StatusCode};
use hyper::{Request, body::Incoming};
use scim::ScimError;
use transport::Peer;

use crate::{
    access_log::Line,
    answer::{self, Answer},
    fault, media_type,
    options::HttpOptions,
    provider::Provider,
    request_id::RequestIds,
    service::Service,
    unreadable,
};
pub(crate) use base_url::base_url;
use dispatch::Arrived;
use route::Route;

/// SCIM over HTTP, on top of a [`Provider`].
#[derive(Debug)]
pub struct Scim<P> {
    provider: Arc<P>,
    options: Arc<ArcSwap<HttpOptions>>,
    ids: Arc<RequestIds>,
}

impl<P: Provider> Scim<P> {
    /// `options` may be swapped at any time; a request keeps what it began with.
    pub fn new(provider: Arc<P>, options: Arc<ArcSwap<HttpOptions>>, ids: Arc<RequestIds>) -> Self {
        Self {
            provider,
            options,
            ids,
        }
    }
}

impl<P: Provider> Service for Scim<P> {
    async fn handle(&self, request: Request<Incoming>, peer: &Peer) -> Answer {
        let options = self.options.load_full();
        let (mut parts, body) = request.into_parts();
        if let Some(meant) = misplaced::put_right(&parts.uri) {
            parts.uri = meant;
        }
        let request_id = self.ids.of(&parts.headers);
        let route = Route::of(parts.uri.path());
        let operation = route.operation(&parts.method);
        let mut line = Line::begin(&request_id.text, operation);
        let arrived = Arrived {
            provider: &*self.provider,
            options: &options,
            parts: &parts,
            peer,
            route: &route,
            operation,
            request_id: &request_id.text,
        };
        let work = async {
            fault::panic_if_asked();
            arrived.answer(body, &mut line).await
        };
        // A panic costs this one request, not the others on the connection.
        let mut answer = match AssertUnwindSafe(work).catch_unwind().await {
            Ok(answer) => answer,
            Err(_) => render::error(&render::panicked()),
        };
        media_type::relabel(&parts.headers, &mut answer);
        line.end(answer.status());
        answer::seal(&mut answer, request_id, parts.method == Method::HEAD);
        answer
    }

    fn unreadable(&self, status: StatusCode) -> Answer {
        let error = ScimError::new(status.as_u16(), unreadable::words(status));
        unreadable::sealed(render::error(&error), &self.ids)
    }
}
