//! Which bodies are read and how ours are labelled (RFC 7644 §3.8).

use http::HeaderValue;

/// What every SCIM answer is labelled as, errors too: validators check it.
pub(crate) const SCIM_JSON: HeaderValue = HeaderValue::from_static("application/scim+json");
/// Answers of the admin API.
pub(crate) const JSON: HeaderValue = HeaderValue::from_static("application/json");
/// Errors of the admin API (RFC 9457 §3).
pub(crate) const PROBLEM_JSON: HeaderValue = HeaderValue::from_static("application/problem+json");

/// True for both JSON types, whatever parameters follow: some clients send `application/json`.
pub(crate) fn is_json(content_type: &HeaderValue) -> bool {
    let Ok(text) = content_type.to_str() else {
        return false;
    };
    let essence = text.split(';').next().unwrap_or(text).trim();
    [&SCIM_JSON, &JSON]
        .iter()
        .any(|known| essence.as_bytes().eq_ignore_ascii_case(known.as_bytes()))
}

#[cfg(test)]
mod tests;
