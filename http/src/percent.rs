//! Percent-encoding (RFC 3986 §2.1), and the form variant that query strings use.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

/// Decodes a path segment. A `%` without two digits stays as it is. None if the result isn't
/// UTF-8.
pub(crate) fn decode(text: &str) -> Option<Cow<'_, str>> {
    percent_decode_str(text).decode_utf8().ok()
}

/// As [`decode`], for one side of a `name=value` pair: `+` is a blank there, as OneLogin sends it.
pub(crate) fn decode_form(text: &str) -> Option<Cow<'_, str>> {
    if !text.contains('+') {
        return decode(text);
    }
    decode(&text.replace('+', " ")).map(|decoded| Cow::Owned(decoded.into_owned()))
}

/// The pairs of a query string, not decoded. Empty ones, as after a trailing `&`, are left out; a
/// name alone has an empty value.
pub(crate) fn pairs(query: &str) -> impl Iterator<Item = (&str, &str)> {
    query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
}

#[cfg(test)]
mod tests;
