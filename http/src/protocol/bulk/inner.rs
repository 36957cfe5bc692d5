//! One operation, as a request of its own.

use std::{borrow::Cow, panic::AssertUnwindSafe};

use futures_util::FutureExt;
use http::{HeaderMap, HeaderValue, Method, header::IF_MATCH};
use scim::{ScimError, ScimType, bulk};

use super::super::{
    call::Call, content::Content, dispatch::Arrived, not_found, render, route::Route, stop::Stop,
    write::Changed,
};
use super::admission::Counted;
use crate::{
    access_log::Line,
    options::BASE_PATH,
    provider::{Failure, Provider, Session},
};

/// Nobody sees the resource, so as little as possible is made of it.
const VIEW: &str = "attributes=id";

/// No entity tag: it stands for a `version` that can't be a header's value either.
const UNREADABLE: HeaderValue = HeaderValue::from_static("?");

/// An operation whose references are settled.
pub(super) struct Inner<'o> {
    pub(super) method: &'o bulk::Method,
    /// Below the base URL.
    pub(super) path: &'o str,
    pub(super) version: Option<&'o str>,
    /// Or why it can't be carried out.
    pub(super) content: Result<Content, ScimError>,
    pub(super) counted: Counted,
}

impl Inner<'_> {
    /// `arrived` is the bulk request.
    pub(super) async fn perform<P: Provider>(
        self,
        arrived: &Arrived<'_, P>,
        base_url: &str,
    ) -> Result<Changed, Failure> {
        // What is no method at all is none of those that can be done either.
        let method = Method::from_bytes(self.method.as_str().as_bytes()).unwrap_or(Method::TRACE);
        let path = format!("{BASE_PATH}/{}", self.path);
        let route = Route::of(&path);
        let operation = route.operation(&method);
        let mut line = Line::begin(arrived.request_id, operation);
        let single = Arrived {
            route: &route,
            operation,
            ..*arrived
        };
        // A panic costs this one operation, not the others of the request.
        let work = AssertUnwindSafe(self.answer(&single, base_url, &method, &mut line));
        let outcome = match Box::pin(work.catch_unwind()).await {
            Ok(outcome) => outcome,
            Err(_) => Err(Failure::Scim(render::panicked())),
        };
        line.end(match &outcome {
            Ok(changed) => changed.status,
            Err(failure) => render::status(failure),
        });
        outcome
    }

    async fn answer<P: Provider>(
        self,
        single: &Arrived<'_, P>,
        base_url: &str,
        method: &Method,
        line: &mut Line<'_>,
    ) -> Result<Changed, Failure> {
        let session = single.open().await?;
        line.by(&session);
        let route = single.route.within(session.catalog());
        let headers = self.headers();
        let call = Call {
            provider: single.provider,
            session,
            options: single.options,
            query: Some(VIEW),
            headers: &headers,
            base_url: Cow::Borrowed(base_url),
            operation: single.operation,
            is_counted: self.counted == Counted::Together,
            // The request that it is part of is shown whole.
            watched: None,
        };
        match self.change(&call, &route, method).await {
            Ok(changed) => Ok(changed),
            Err(stop) => Err(call.failed(&route, stop).await),
        }
    }

    async fn change<P: Provider>(
        self,
        call: &Call<'_, P>,
        route: &Route<'_>,
        method: &Method,
    ) -> Result<Changed, Stop> {
        if let bulk::Method::Other(word) = self.method {
            let detail = format!(
                "{word} is not possible in a bulk request. It takes: POST, PUT, PATCH, DELETE."
            );
            return Err(ScimError::new(405, detail).into());
        }
        match route {
            Route::Collection(_) | Route::Resource(..) => {
                call.change(route, method, self.content?).await
            }
            Route::Unknown => Err(not_found::unknown_path(&call.base_url).into()),
            _ => Err(ScimError::typed(
                ScimType::InvalidValue,
                "The path of an operation in a bulk request must be that of a resource type, such \
                 as /Users, or that of a resource, such as /Users/{id}.",
            )
            .into()),
        }
    }

    /// "Version MAY be used" with PUT, PATCH and DELETE as `If-Match` is (RFC 7644 §3.7).
    fn headers(&self) -> HeaderMap {
        let tags = self.version.map(|version| {
            let tags = HeaderValue::try_from(version).unwrap_or(UNREADABLE);
            (IF_MATCH, tags)
        });
        tags.into_iter().collect()
    }
}
