//! `Accept` (RFC 9110 §12.5.1, RFC 7644 §3.8): under which of its two names our JSON goes out.
//!
//! There is nothing else to offer, so a client that names neither is answered all the same, as RFC
//! 9110 allows: a header that a proxy or a library got wrong must not keep anybody from being
//! deactivated.

use http::{
    HeaderMap,
    header::{ACCEPT, CONTENT_TYPE},
};

use super::{JSON, SCIM_JSON, value_of};
use crate::answer::Answer;

/// Calls the answer's body `application/json` for a client that wants that name more.
pub(crate) fn relabel(request: &HeaderMap, answer: &mut Answer) {
    let headers = answer.headers_mut();
    if headers.get(CONTENT_TYPE) == Some(&SCIM_JSON) && prefers_json(request) {
        headers.insert(CONTENT_TYPE, JSON);
    }
}

fn prefers_json(request: &HeaderMap) -> bool {
    let (mut scim, mut json) = (Quality::default(), Quality::default());
    for header in request.get_all(ACCEPT) {
        let Ok(ranges) = header.to_str() else {
            return false;
        };
        for range in ranges.split(',') {
            let mut parts = range.split(';').map(str::trim);
            let name = parts.next().unwrap_or_default();
            let quality = parts
                .find_map(|parameter| value_of("q", parameter))
                .map_or(1.0, |quality| quality.parse().unwrap_or(0.0));
            scim.see(name, "application/scim+json", quality);
            json.see(name, "application/json", quality);
        }
    }
    json.value > scim.value
}

/// How much a type is wanted: what the range says that is closest to it.
#[derive(Debug, Default)]
struct Quality {
    /// Of the range so far: 1 for all types, 2 for `application/*`, 3 for the name itself.
    closeness: u8,
    value: f32,
}

impl Quality {
    fn see(&mut self, range: &str, name: &str, quality: f32) {
        let closeness = if range.eq_ignore_ascii_case(name) {
            3
        } else if range.eq_ignore_ascii_case("application/*") {
            2
        } else if range == "*/*" {
            1
        } else {
            return;
        };
        if closeness > self.closeness {
            *self = Self {
                closeness,
                value: quality,
            };
        }
    }
}

#[cfg(test)]
mod tests;
