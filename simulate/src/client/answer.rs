//! What came back, and the checks that every provider makes of it.

use bytes::Bytes;
use hyper::HeaderMap;
use hyper::header::{CONTENT_TYPE, HeaderName};
use hyper::http::response::Parts;
use serde_json::Value;

use super::{Request, Wire};
use crate::failure::{Failure, Objection};

mod book;
mod listing;
mod problem;
mod resource;

pub(crate) use book::Declared;
pub(crate) use resource::Kind;

/// How much of a body an objection shows, in characters.
const SHOWN: usize = 300;

/// An answer, read whole.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    request: String,
    pub(crate) status: u16,
    headers: HeaderMap,
    raw: Bytes,
    /// The body, if it is JSON.
    json: Option<Value>,
    /// Whether only a part of each resource was asked for.
    is_projected: bool,
}

impl Answer {
    pub(super) fn new(request: &Request, parts: Parts, raw: Bytes) -> Self {
        Self {
            request: request.name(),
            status: parts.status.as_u16(),
            headers: parts.headers,
            json: serde_json::from_slice(&raw).ok(),
            raw,
            is_projected: request.is_projected(),
        }
    }

    pub(crate) fn header(&self, name: &HeaderName) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// An objection to this answer.
    pub(crate) fn objection(&self, expected: impl Into<String>, why: &str) -> Failure {
        let body = String::from_utf8_lossy(&self.raw);
        let mut came = format!(
            "{} {}",
            self.status,
            body.chars().take(SHOWN).collect::<String>()
        );
        if body.chars().nth(SHOWN).is_some() {
            came.push('…');
        }
        Failure::Objection(Box::new(Objection {
            phase: String::new(),
            request: self.request.clone(),
            expected: expected.into(),
            came: came.trim_end().to_owned(),
            why: why.to_owned(),
        }))
    }

    /// `expected` must be so.
    pub(crate) fn must(
        &self,
        holds: bool,
        expected: impl Into<String>,
        why: &str,
    ) -> Result<(), Failure> {
        if holds {
            return Ok(());
        }
        Err(self.objection(expected, why))
    }

    /// The status must be one of `statuses`.
    pub(crate) fn accept(&self, statuses: &[u16], why: &str) -> Result<(), Failure> {
        if statuses.contains(&self.status) {
            return Ok(());
        }
        let expected: Vec<String> = statuses.iter().map(u16::to_string).collect();
        Err(self.objection(expected.join(" or "), why))
    }

    /// The body must be JSON.
    pub(crate) fn json(&self) -> Result<&Value, Failure> {
        self.json.as_ref().ok_or_else(|| {
            self.objection(
                "a JSON body",
                "an answer that cannot be read counts as not compliant",
            )
        })
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.raw.is_empty()
    }

    /// A body must be of a media type that the provider reads, errors included.
    pub(crate) fn readable(&self, wire: &Wire) -> Result<(), Failure> {
        let media = self
            .header(&CONTENT_TYPE)
            .and_then(|value| value.split(';').next());
        if self.is_empty() || media.is_some_and(|media| wire.readable.contains(&media.trim())) {
            return Ok(());
        }
        let came = media.unwrap_or("none");
        let expected = format!(
            "content-type {} instead of {came}",
            wire.readable.join(" or ")
        );
        Err(self.objection(
            expected,
            "RFC 7644 §3.8; every response is checked, errors too",
        ))
    }
}

#[cfg(test)]
mod tests;
