//! Results as SCIM responses.

use bytes::Bytes;
use http::{
    HeaderValue, StatusCode,
    header::{ETAG, LOCATION, WWW_AUTHENTICATE},
};
use scim::{ScimError, version::EntityTag};
use serde_json::Value;

use super::write::Changed;
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

/// What a change came to. A 204 has the entity tag, if there is something left that has one
/// (RFC 7644 §3.14).
pub(super) fn changed(changed: Changed) -> Answer {
    match changed.document {
        Some(resource) if changed.status != StatusCode::NO_CONTENT => {
            document(changed.status, resource)
        }
        resource => {
            let mut answer = answer::without_body(changed.status);
            if let Some(resource) = resource {
                insert_etag(&mut answer, resource.tag);
            }
            answer
        }
    }
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
    let (challenge, wait) = match &failure {
        Failure::Unauthorized(_) if presented => (Some(INVALID_TOKEN), None),
        Failure::Unauthorized(_) => (Some(CHALLENGE), None),
        Failure::RateLimited { retry_after } | Failure::Busy { retry_after } => {
            (None, Some(*retry_after))
        }
        Failure::Scim(_) | Failure::Unknown | Failure::Broken => (None, None),
    };
    let mut answer = error(&in_words(failure));
    if let Some(challenge) = challenge {
        answer.headers_mut().insert(WWW_AUTHENTICATE, challenge);
    }
    if let Some(seconds) = wait {
        answer::retry_after(&mut answer, seconds);
    }
    answer
}

/// A failure as the client is told of it, in a body of its own or in that of a bulk request.
pub(super) fn in_words(failure: Failure) -> ScimError {
    match failure {
        Failure::Scim(refusal) => refusal,
        Failure::Unauthorized(sentence) => ScimError::new(401, sentence),
        Failure::RateLimited { retry_after } => ScimError::new(
            429,
            format!(
                "Too many requests came from this account or address. Nothing was changed; send \
                 this one again in {retry_after} seconds."
            ),
        ),
        Failure::Busy { retry_after } => ScimError::new(
            503,
            format!(
                "The server is busy. Nothing was changed; send this request again in \
                 {retry_after} seconds."
            ),
        ),
        Failure::Unknown => ScimError::new(
            504,
            "The change was taken, but it is not known whether it was carried out. Read the \
             resource again before the change is repeated.",
        ),
        Failure::Broken => ScimError::new(
            500,
            "The server failed on this request. Nothing was changed.",
        ),
    }
}

/// The status of [`in_words`].
pub(super) fn status(failure: &Failure) -> StatusCode {
    let status = in_words(failure.clone()).status;
    StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// 500 for a panic on this side of the provider, which may have taken a change by then: unlike
/// [`Failure::Broken`] it can't promise that nothing happened.
pub(super) fn panicked() -> ScimError {
    ScimError::new(
        500,
        "The server failed on this request. If it was a change, read the resource again before the \
         change is repeated.",
    )
}

fn insert_etag(answer: &mut Answer, tag: EntityTag) {
    if let Ok(etag) = HeaderValue::try_from(tag.to_string()) {
        answer.headers_mut().insert(ETAG, etag);
    }
}

#[cfg(test)]
mod tests;
