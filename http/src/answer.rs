//! Responses: their body type and what all of them carry.

mod body;

use http::{
    HeaderValue, Response, StatusCode,
    header::{CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, RETRY_AFTER, X_CONTENT_TYPE_OPTIONS},
};

use crate::request_id::{RequestId, X_REQUEST_ID};

pub use body::{Aborted, Body};

/// A response of this crate.
pub type Answer = Response<Body>;

/// Headers that one answer has at most, so that the map is allocated once.
const HEADERS: usize = 12;

/// An answer with a body of the given type.
pub(crate) fn with_body(status: StatusCode, media_type: HeaderValue, body: Body) -> Answer {
    let mut answer = without_body(status);
    *answer.body_mut() = body;
    answer.headers_mut().insert(CONTENT_TYPE, media_type);
    answer
}

/// An answer without a body: 204, 304.
pub(crate) fn without_body(status: StatusCode) -> Answer {
    let mut answer = Response::new(Body::empty());
    *answer.status_mut() = status;
    answer.headers_mut().reserve(HEADERS);
    answer
}

/// Whole seconds: Okta reads no other form (RFC 9110 §10.2.3 knows dates too).
pub(crate) fn retry_after(answer: &mut Answer, seconds: u32) {
    answer.headers_mut().insert(RETRY_AFTER, seconds.into());
}

/// Puts on what every answer carries. Nothing here may be kept by a cache: it is about people.
pub(crate) fn seal(answer: &mut Answer, id: RequestId, head_only: bool) {
    if head_only {
        let body = std::mem::replace(answer.body_mut(), Body::empty());
        if let Some(length) = http_body::Body::size_hint(&body).exact() {
            answer.headers_mut().insert(CONTENT_LENGTH, length.into());
        }
    }
    let headers = answer.headers_mut();
    headers.insert(X_REQUEST_ID, id.header);
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
}
