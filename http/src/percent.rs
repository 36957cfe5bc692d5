//! Percent-encoding (RFC 3986 §2.1), and the form variant that query strings use.

use std::borrow::Cow;

/// Decodes a path segment. A `%` without two digits stays as it is. None if the result isn't
/// UTF-8.
pub(crate) fn decode(text: &str) -> Option<Cow<'_, str>> {
    if !text.contains('%') {
        return Some(Cow::Borrowed(text));
    }
    let mut decoded = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        match (byte, after) {
            (b'%', [high, low, tail @ ..]) => match (digit(*high), digit(*low)) {
                (Some(high), Some(low)) => {
                    decoded.push(high << 4 | low);
                    rest = tail;
                    continue;
                }
                _ => decoded.push(byte),
            },
            _ => decoded.push(byte),
        }
        rest = after;
    }
    String::from_utf8(decoded).ok().map(Cow::Owned)
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

fn digit(byte: u8) -> Option<u8> {
    char::from(byte)
        .to_digit(16)
        .and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests;
