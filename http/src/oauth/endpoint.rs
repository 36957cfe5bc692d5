//! One request: its route, its method, and for the token endpoint its form.

use http::{
    HeaderValue, Method, StatusCode, Version,
    header::{ALLOW, AUTHORIZATION, CONNECTION, CONTENT_TYPE},
    request::Parts,
};
use http_body::Body as _;
use hyper::body::Incoming;
use transport::Peer;

use super::{
    Authority, basic,
    error::{Code, OAuthError},
    form::{self, Form},
    grant::{self, Grant},
    metadata, render,
    route::Route,
};
use crate::{
    access_log::Line,
    answer::Answer,
    body,
    options::{BASE_PATH, HttpOptions},
    protocol::base_url,
    provider::{Failure, RequestFacts},
};

/// A request of which nothing is believed yet.
pub(super) struct Arrived<'r, A> {
    pub(super) authority: &'r A,
    pub(super) options: &'r HttpOptions,
    pub(super) parts: &'r Parts,
    pub(super) peer: &'r Peer,
    pub(super) operation: &'static str,
    pub(super) request_id: &'r str,
}

impl<A: Authority> Arrived<'_, A> {
    pub(super) async fn answer(
        &self,
        route: Option<Route>,
        body: Incoming,
        line: &mut Line<'_>,
    ) -> Answer {
        let has_body = !body.is_end_stream();
        let outcome = match (route, &self.parts.method) {
            (Some(Route::Token), &Method::POST) => {
                return self.token(body, line).await;
            }
            (Some(Route::Metadata), &Method::GET | &Method::HEAD) => self.metadata(),
            (route, _) => Err(wrong_place(route)),
        };
        let mut answer = outcome.unwrap_or_else(|error| render::error(&error, false));
        if let (StatusCode::METHOD_NOT_ALLOWED, Some(route)) = (answer.status(), route) {
            let allow = HeaderValue::from_static(route.allow());
            answer.headers_mut().insert(ALLOW, allow);
        }
        if has_body && self.parts.version < Version::HTTP_2 {
            // Nobody reads the body, so the connection is not good for another request.
            let close = HeaderValue::from_static("close");
            answer.headers_mut().insert(CONNECTION, close);
        }
        answer
    }

    fn metadata(&self) -> Result<Answer, OAuthError> {
        let base_url = base_url(self.options, self.parts, self.peer)
            .map_err(|error| OAuthError::invalid_request(error.detail))?;
        let origin = base_url.strip_suffix(BASE_PATH).unwrap_or(&base_url);
        let algorithms = self.authority.assertion_algorithms();
        Ok(render::document(&metadata::document(origin, algorithms)))
    }

    async fn token(&self, body: Incoming, line: &mut Line<'_>) -> Answer {
        let challenged = self.parts.headers.contains_key(AUTHORIZATION);
        let mut grant = Grant::ClientCredentials;
        match self.mint(body, line, &mut grant).await {
            Ok(answer) => answer,
            Err(mut error) => {
                // RFC 8693 §2.2.2: a subject token is no client that could be invalid.
                if (grant, error.code) == (Grant::TokenExchange, Code::InvalidClient) {
                    error.code = Code::InvalidRequest;
                }
                render::error(&error, challenged)
            }
        }
    }

    async fn mint(
        &self,
        body: Incoming,
        line: &mut Line<'_>,
        asked: &mut Grant,
    ) -> Result<Answer, OAuthError> {
        let headers = &self.parts.headers;
        form::check_type(headers.get(CONTENT_TYPE))?;
        let limit = form::LONGEST.min(self.options.limits.body_bytes);
        let body = body::unpacked(headers, body, limit, self.options.limits.body).await?;
        let basic = basic::read(headers)?;
        let (grant, client) = grant::read(Form::read(&body)?, basic)?;
        *asked = grant;
        let facts = RequestFacts::of(self.parts, self.peer, self.request_id, self.operation);
        let minting = self.authority.mint(client, facts);
        let minted = tokio::time::timeout(self.options.limits.request, minting)
            .await
            .unwrap_or(Err(Failure::Busy { retry_after: 1 }))?;
        line.of(&minted.tenant_id, &minted.token_id);
        Ok(render::minted(&minted, grant))
    }
}

fn wrong_place(route: Option<Route>) -> OAuthError {
    let (status, words) = match route {
        Some(route) => (
            StatusCode::METHOD_NOT_ALLOWED,
            format!("This path takes: {}.", route.allow()),
        ),
        None => (StatusCode::NOT_FOUND, "There is nothing here.".to_owned()),
    };
    OAuthError::new(Code::Malformed(status), words)
}
