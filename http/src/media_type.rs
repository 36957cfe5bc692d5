//! Which bodies are read and how ours are labelled (RFC 7644 §3.8).

mod accept;

use http::HeaderValue;

use crate::body::BodyError;

pub(crate) use accept::relabel;

/// What every SCIM answer is labelled as, errors too: validators check it.
pub(crate) const SCIM_JSON: HeaderValue = HeaderValue::from_static("application/scim+json");
/// Answers of the admin API.
pub(crate) const JSON: HeaderValue = HeaderValue::from_static("application/json");
/// Errors of the admin API (RFC 9457 §3).
pub(crate) const PROBLEM_JSON: HeaderValue = HeaderValue::from_static("application/problem+json");

/// Whether a body of this `Content-Type` is read: either JSON type, whatever parameters follow, as
/// some clients send `application/json`; of the charsets only UTF-8.
pub(crate) fn check_json(content_type: &HeaderValue) -> Result<(), BodyError> {
    let text = content_type.to_str().map_err(|_| BodyError::MediaType)?;
    let mut parts = text.split(';').map(str::trim);
    if !parts.next().is_some_and(is_json) {
        return Err(BodyError::MediaType);
    }
    // RFC 8259 defines no charset, but Okta says `charset=utf-8`, and UTF-8 holds all of ASCII.
    let charsets = parts.filter_map(|parameter| value_of("charset", parameter));
    for charset in charsets {
        let is_utf8 = ["utf-8", "utf8", "us-ascii"]
            .iter()
            .any(|known| charset.eq_ignore_ascii_case(known));
        if !is_utf8 {
            return Err(BodyError::Charset);
        }
    }
    Ok(())
}

fn is_json(essence: &str) -> bool {
    [&SCIM_JSON, &JSON]
        .iter()
        .any(|known| essence.as_bytes().eq_ignore_ascii_case(known.as_bytes()))
}

/// The value of the parameter, if it has that name; it may stand in quotes (RFC 9110 §5.6.6).
fn value_of<'p>(name: &str, parameter: &'p str) -> Option<&'p str> {
    let (found, value) = parameter.split_once('=')?;
    found
        .eq_ignore_ascii_case(name)
        .then(|| value.trim_matches('"'))
}

#[cfg(test)]
mod tests;
