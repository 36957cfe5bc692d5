//! Whether a text is what the type of its attribute says (RFC 7643 §2.3.5 to §2.3.7).

use crate::{datetime, schema::Kind};

/// What is expected, if the text isn't that.
pub(super) fn missed(kind: Kind, text: &str) -> Option<&'static str> {
    let (is_well_formed, expected) = match kind {
        Kind::DateTime => (
            datetime::parse(text).is_some(),
            "a date and time such as 2026-01-31T12:00:00Z",
        ),
        Kind::Reference => (is_reference(text), "a URI"),
        Kind::Binary => (is_base64(text), "base64"),
        _ => return None,
    };
    (!is_well_formed).then_some(expected)
}

/// "MUST be the absolute or relative URI" (RFC 7643 §2.3.7): of the characters of RFC 3986, with
/// every `%` in front of two hexadecimal digits.
fn is_reference(text: &str) -> bool {
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        let fits = match byte {
            b'%' => {
                let mut is_digit = || bytes.next().is_some_and(|digit| digit.is_ascii_hexdigit());
                is_digit() && is_digit()
            }
            b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}' => false,
            byte => byte.is_ascii_graphic(),
        };
        if !fits {
            return false;
        }
    }
    !text.is_empty()
}

/// In the alphabet of RFC 4648 §4, or in that of §5 for URLs; "trailing padding characters MAY be
/// omitted" (RFC 7643 §2.3.6), line breaks may not be there.
fn is_base64(text: &str) -> bool {
    let digits = text.trim_end_matches('=');
    let padding = text.len() - digits.len();
    let is_digit =
        |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'-' | b'_');
    let is_whole = match padding {
        0 => digits.len() % 4 != 1,
        1 | 2 => text.len().is_multiple_of(4),
        _ => false,
    };
    is_whole && digits.bytes().all(is_digit)
}

#[cfg(test)]
mod tests;
