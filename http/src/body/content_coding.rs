//! `Content-Encoding` of requests (RFC 9110 §8.4, RFC 7694).

use http::{
    HeaderMap, HeaderValue, StatusCode,
    header::{ACCEPT_ENCODING, CONTENT_ENCODING},
};

use super::BodyError;
use crate::answer::Answer;

/// What [`ContentCoding::of`] knows, for a client that has sent something else.
const ACCEPTED: HeaderValue = HeaderValue::from_static("gzip, identity");

/// How a body was packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ContentCoding {
    /// Not at all.
    Identity,
    Gzip,
}

impl ContentCoding {
    /// The coding of a request's body. One inside another is refused: nobody sends it, and each
    /// layer multiplies what a small body may unpack to.
    pub(super) fn of(headers: &HeaderMap) -> Result<Self, BodyError> {
        let mut coding = Self::Identity;
        for header in headers.get_all(CONTENT_ENCODING) {
            let names = header.to_str().map_err(|_| BodyError::ContentCoding)?;
            for name in names.split(',').map(str::trim) {
                let is = |known: &str| name.eq_ignore_ascii_case(known);
                if name.is_empty() || is("identity") {
                    continue;
                }
                // RFC 9110 §8.4.1.3: x-gzip is the same.
                if coding == Self::Gzip || !(is("gzip") || is("x-gzip")) {
                    return Err(BodyError::ContentCoding);
                }
                coding = Self::Gzip;
            }
        }
        Ok(coding)
    }
}

/// Names the codings that are read on a 415 that is about them, and on no other (RFC 7694 §3).
pub(crate) fn name_accepted(headers: &HeaderMap, answer: &mut Answer) {
    if answer.status() == StatusCode::UNSUPPORTED_MEDIA_TYPE && ContentCoding::of(headers).is_err()
    {
        answer.headers_mut().insert(ACCEPT_ENCODING, ACCEPTED);
    }
}

#[cfg(test)]
mod tests;
