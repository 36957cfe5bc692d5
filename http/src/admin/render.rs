//! Results as responses of the admin API.

use bytes::Bytes;
use http::{
    HeaderValue, StatusCode,
    header::{ETAG, LOCATION},
};
use serde::Serialize;

use super::Problem;
use crate::{
    answer::{self, Answer, Body},
    media_type::{JSON, PROBLEM_JSON},
};

/// JSON with the given status.
pub(super) fn json(status: StatusCode, value: &impl Serialize) -> Answer {
    match serde_json::to_vec(value) {
        Ok(text) => answer::with_body(status, JSON, Body::from(Bytes::from(text))),
        Err(error) => {
            tracing::error!(%error, "an answer of the admin API can't be written as JSON");
            problem(&broken())
        }
    }
}

/// 201, with the URL of what was made where it has one.
pub(super) fn created(value: &impl Serialize, location: &str) -> Answer {
    let mut answer = json(StatusCode::CREATED, value);
    if let Ok(location) = HeaderValue::try_from(location) {
        answer.headers_mut().insert(LOCATION, location);
    }
    answer
}

/// 200, with the version as entity tag (RFC 9110 §8.8.3).
pub(super) fn versioned(value: &impl Serialize, version: u64) -> Answer {
    let mut answer = json(StatusCode::OK, value);
    if let Ok(tag) = HeaderValue::try_from(format!("\"{version}\"")) {
        answer.headers_mut().insert(ETAG, tag);
    }
    answer
}

/// RFC 9457.
pub(super) fn problem(problem: &Problem) -> Answer {
    let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    // Strings and a number can always be written.
    let text = serde_json::to_vec(problem).unwrap_or_else(|_| b"{}".to_vec());
    answer::with_body(status, PROBLEM_JSON, Body::from(Bytes::from(text)))
}

/// 500.
pub(super) fn broken() -> Problem {
    Problem::new(
        500,
        "internal",
        "The daemon failed on this request",
        "The daemon's log says more.",
    )
}
