//! Who asks, and for what: authentication first, then the route and the method.

use std::borrow::Cow;

use http::{
    HeaderValue, Method, Version,
    header::{ALLOW, AUTHORIZATION, CONNECTION},
    request::Parts,
};
use http_body::Body as _;
use hyper::body::Incoming;
use scim::{ScimError, schema::Catalog};
use transport::Peer;

use super::{
    base_url::base_url, call::Call, content::Content, discovery, not_found, render, route::Route,
    stop::Stop, watched::Watched,
};
use crate::{
    access_log::Line,
    answer::Answer,
    body,
    options::HttpOptions,
    provider::{Failure, Provider, RequestFacts, Session},
};

/// A request of which nothing is believed yet.
pub(super) struct Arrived<'r, P> {
    pub(super) provider: &'r P,
    pub(super) options: &'r HttpOptions,
    pub(super) parts: &'r Parts,
    pub(super) peer: &'r Peer,
    pub(super) route: &'r Route<'r>,
    pub(super) operation: &'static str,
    pub(super) request_id: &'r str,
}

impl<'r, P: Provider> Arrived<'r, P> {
    pub(super) async fn answer(&self, body: Incoming, line: &mut Line<'_>) -> Answer {
        match self.admit().await {
            Ok((base_url, session)) => {
                line.by(&session);
                self.serve(base_url, session, body).await
            }
            Err(mut answer) => {
                // hyper finds out that nobody reads the body only after it has written the head,
                // and then closes a connection that the client was told it may use again.
                if !body.is_end_stream() && self.parts.version < Version::HTTP_2 {
                    let close = HeaderValue::from_static("close");
                    answer.headers_mut().insert(CONNECTION, close);
                }
                answer
            }
        }
    }

    /// Who asks, under which URL; or the answer to somebody who is let no further.
    async fn admit(&self) -> Result<(Cow<'r, str>, P::Session), Answer> {
        let base_url =
            base_url(self.options, self.parts, self.peer).map_err(|error| render::error(&error))?;
        let presented = self.presented();
        if !presented && let Some(answer) = self.without_token(&base_url) {
            return Err(answer);
        }
        match self.open().await {
            Ok(session) => Ok((base_url, session)),
            // Who has the URL wrong learns it, whatever is wrong with the token (R79).
            Err(Failure::Unauthorized(_)) if self.route.is_unknown() => {
                Err(render::error(&not_found::unknown_path(&base_url)))
            }
            Err(failure) => Err(render::failure(failure, presented)),
        }
    }

    async fn serve(&self, base_url: Cow<'r, str>, session: P::Session, body: Incoming) -> Answer {
        let watched = Watched::of(&session);
        let call = Call {
            provider: self.provider,
            session,
            options: self.options,
            query: self.parts.uri.query(),
            headers: &self.parts.headers,
            base_url,
            operation: self.operation,
            is_counted: false,
            watched: watched.as_ref(),
        };
        let answer = self.served(&call, body).await;
        if let Some(watched) = &watched {
            watched.show(self, &call.base_url, &call.session, &answer);
        }
        answer
    }

    async fn served(&self, call: &Call<'_, P>, body: Incoming) -> Answer {
        let route = self.route.within(call.session.catalog());
        let mut answer = match self.dispatch(call, &route, body).await {
            Ok(answer) => return answer,
            Err(stop) => render::failure(call.failed(&route, stop).await, self.presented()),
        };
        if answer.status() == http::StatusCode::METHOD_NOT_ALLOWED {
            let allow = HeaderValue::from_static(route.allow());
            answer.headers_mut().insert(ALLOW, allow);
        }
        body::name_accepted(&self.parts.headers, &mut answer);
        answer
    }

    /// What is answered to everybody: discovery, and where SCIM is to be found.
    fn without_token(&self, base_url: &str) -> Option<Answer> {
        let stop = match self.route {
            route if route.is_unknown() => Stop::from(not_found::unknown_path(base_url)),
            route if route.is_discovery() && is_read(&self.parts.method) => {
                let query = self.parts.uri.query();
                let catalog = Catalog::standard();
                // What an account has chosen is for those to know who have a token of it.
                match discovery::read(route, query, base_url, self.options, &catalog, false) {
                    Ok(answer) => return Some(answer),
                    Err(stop) => stop,
                }
            }
            _ => return None,
        };
        Some(match stop {
            Stop::Refused { error, .. } => render::error(&error),
            Stop::Failed(failure) => render::failure(failure, false),
        })
    }

    /// The `User-Agent`.
    pub(super) fn client(&self) -> Option<String> {
        RequestFacts::of(self.parts, self.peer, self.request_id, self.operation).client
    }

    fn presented(&self) -> bool {
        self.parts.headers.contains_key(AUTHORIZATION)
    }

    pub(super) async fn open(&self) -> Result<P::Session, Failure> {
        let headers = &self.parts.headers;
        let mut authorizations = headers.get_all(AUTHORIZATION).iter();
        let authorization = authorizations.next().map(HeaderValue::as_bytes);
        if authorizations.next().is_some() {
            // A proxy in front may have looked at the other one.
            return Err(Failure::Scim(ScimError::new(
                400,
                "The request has more than one Authorization header.",
            )));
        }
        let facts = RequestFacts::of(self.parts, self.peer, self.request_id, self.operation);
        tokio::time::timeout(
            self.options.limits.request,
            self.provider.open(authorization, facts),
        )
        .await
        .unwrap_or(Err(Failure::Busy { retry_after: 1 }))
    }

    async fn dispatch(
        &self,
        call: &Call<'_, P>,
        route: &Route<'_>,
        body: Incoming,
    ) -> Result<Answer, Stop> {
        let method = &self.parts.method;
        match (route, method) {
            (route, _) if route.is_unknown() => Err(not_found::unknown_path(&call.base_url).into()),
            (Route::OtherVersion, _) => Err(not_found::other_version(&call.base_url).into()),
            (Route::Me, _) => Err(not_found::nobody().into()),
            (Route::Bulk, &Method::POST) => self.bulk(call, body).await,
            (Route::Root, method) if is_read(method) => call.list(None).await,
            (Route::RootSearch, &Method::POST) => call.search(None, body).await,
            (Route::Collection(kind), method) if is_read(method) => call.list(Some(*kind)).await,
            (Route::Search(kind), &Method::POST) => call.search(Some(*kind), body).await,
            (Route::Resource(kind, id), method) if is_read(method) => call.read(*kind, id).await,
            (route, method) if route.is_discovery() && is_read(method) => call.discover(route),
            (route, method) => {
                let changed = call.change(route, method, Content::Arriving(body)).await?;
                Ok(render::changed(changed))
            }
        }
    }
}

/// HEAD is GET whose body is not sent (RFC 9110 §9.3.2).
fn is_read(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD)
}
