//! Results as SCIM responses.

use bytes::Bytes;
use http::{
    HeaderValue, StatusCode,
    header::{ETAG, LOCATION, WWW_AUTHENTICATE},
};
use scim::{ScimError, version::EntityTag};
use serde_json::Value;

use crate::{
    answer::{self, Answer, Body},
    media_type::SCIM_JSON,
    provider::{Document, Failure},
};

/// RFC 6750 §3. The realm alone asks for a token; the error says that the one sent is no good.
const CHALLENGE: HeaderValue = HeaderValue::from_static("Bearer realm=\"rosterd\"");
const INVALID_TOKEN: HeaderValue =
    HeaderValue::from_static("Bearer realm=\"rosterd\", error=\"invalid_token\"");

/// A resource, with its entity tag and its URL.
pub(super) fn document(status: StatusCode, document: Document) -> Answer {
    let mut answer = answer::with_body(status, SCIM_JSON, document.body.into());
    insert_etag(&mut answer, document.tag);
    // The base URL was checked and ids are made here, so this is always a header value.
    if let Ok(location) = HeaderValue::try_from(document.location) {
        answer.headers_mut().insert(LOCATION, location);
    }
    answer
}

/// 304: the client has this version already (RFC 7644 §3.14).
pub(super) fn not_modified(tag: EntityTag) -> Answer {
    let mut answer = answer::without_body(StatusCode::NOT_MODIFIED);
    insert_etag(&mut answer, tag);
    answer
}

/// 200 with JSON text.
pub(super) fn json(text: Vec<u8>) -> Answer {
    answer::with_body(StatusCode::OK, SCIM_JSON, Body::from(Bytes::from(text)))
}

/// 200 with a JSON value.
pub(super) fn value(value: &Value) -> Answer {
    json(value.to_string().into_bytes())
}

/// The error body of RFC 7644 §3.12.
pub(super) fn error(error: &ScimError) -> Answer {
    let status = StatusCode::from_u16(error.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let body = Bytes::from(error.to_json().to_string());
    answer::with_body(status, SCIM_JSON, Body::from(body))
}

/// `presented`: whether the request carried an `Authorization` header.
pub(super) fn failure(failure: Failure, presented: bool) -> Answer {
    match failure {
        Failure::Scim(refusal) => error(&refusal),
        Failure::Unauthorized(sentence) => {
            let mut answer = error(&ScimError::new(401, sentence));
            let challenge = if presented { INVALID_TOKEN } else { CHALLENGE };
            answer.headers_mut().insert(WWW_AUTHENTICATE, challenge);
            answer
        }
        Failure::RateLimited { retry_after } => later(
            429,
            retry_after,
            "Too many requests came from this account or address. Nothing was changed; send this \
             one again after the time in Retry-After.",
        ),
        Failure::Busy { retry_after } => later(
            503,
            retry_after,
            "The server is busy. Nothing was changed; send this request again after the time in \
             Retry-After.",
        ),
        Failure::Unknown => error(&ScimError::new(
            504,
            "The change was taken, but it is not known whether it was carried out. Read the \
             resource again before the change is repeated.",
        )),
        Failure::Broken => error(&ScimError::new(
            500,
            "The server failed on this request. Nothing was changed.",
        )),
    }
}

/// 500 for a panic on this side of the provider, which may have taken a change by then: unlike
/// [`Failure::Broken`] it can't promise that nothing happened.
pub(super) fn panicked() -> Answer {
    error(&ScimError::new(
        500,
        "The server failed on this request. If it was a change, read the resource again before the \
         change is repeated.",
    ))
}

fn later(status: u16, seconds: u32, sentence: &str) -> Answer {
    let mut answer = error(&ScimError::new(status, sentence));
    answer::retry_after(&mut answer, seconds);
    answer
}

fn insert_etag(answer: &mut Answer, tag: EntityTag) {
    if let Ok(etag) = HeaderValue::try_from(tag.to_string()) {
        answer.headers_mut().insert(ETAG, etag);
    }
}

#[cfg(test)]
mod tests;
