//! Request ids: the client's own if it is sane, else one made here.

use std::sync::atomic::{AtomicU64, Ordering};

use http::{HeaderMap, HeaderName, HeaderValue};

/// The header, in requests and in responses.
pub(crate) const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Longer ids are not taken over: they end up in each log line.
const LONGEST: usize = 64;

/// Makes ids that are unique as long as each start of the daemon brings a new seed.
#[derive(Debug)]
pub struct RequestIds {
    seed: u64,
    next: AtomicU64,
}

impl RequestIds {
    /// `seed` is random, made by the caller.
    pub fn new(seed: u64) -> Self {
        Self {
            seed,
            next: AtomicU64::new(1),
        }
    }

    /// The client's id is taken over so that its log and ours can be put side by side.
    pub(crate) fn of(&self, headers: &HeaderMap) -> RequestId {
        headers
            .get(X_REQUEST_ID)
            .and_then(RequestId::sane)
            .unwrap_or_else(|| self.make())
    }

    fn make(&self) -> RequestId {
        let text = format!(
            "{:x}-{:x}",
            self.seed,
            self.next.fetch_add(1, Ordering::Relaxed)
        );
        // Hexadecimal digits always make a header value.
        let header = HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("-"));
        RequestId { text, header }
    }
}

/// As text for logs, and as a header for the response.
#[derive(Debug, Clone)]
pub(crate) struct RequestId {
    pub(crate) text: String,
    pub(crate) header: HeaderValue,
}

impl RequestId {
    fn sane(header: &HeaderValue) -> Option<Self> {
        let bytes = header.as_bytes();
        let allowed = |byte: &u8| byte.is_ascii_alphanumeric() || b"._-".contains(byte);
        let sane = !bytes.is_empty() && bytes.len() <= LONGEST && bytes.iter().all(allowed);
        let text = header.to_str().ok().filter(|_| sane)?.to_owned();
        Some(Self {
            text,
            header: header.clone(),
        })
    }
}

#[cfg(test)]
mod tests;
