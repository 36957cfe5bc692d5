//! The `Authorization` header (RFC 6750 §2.1), and what identity providers make of it.

/// What the header holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Presented<'h> {
    /// Nothing, or a scheme without anything behind it.
    Nothing,
    /// Another scheme than `Bearer`.
    OtherScheme,
    /// Something that is meant to be a token.
    Token(&'h str),
}

/// Reads the header. The scheme may have any case (RFC 9110 §11.1) and may be missing: Okta's header
/// mode sends what the admin pasted, as it is. Blanks around the token come from pasting.
pub(super) fn read(header: Option<&[u8]>) -> Presented<'_> {
    let Some(header) = header else {
        return Presented::Nothing;
    };
    let Ok(text) = std::str::from_utf8(header) else {
        return Presented::Token("");
    };
    let text = text.trim();
    let (first, rest) = match text.split_once(char::is_whitespace) {
        Some((first, rest)) => (first, rest.trim()),
        None => (text, ""),
    };
    if first.eq_ignore_ascii_case("bearer") {
        return match rest {
            "" => Presented::Nothing,
            token => Presented::Token(token),
        };
    }
    let other = ["basic", "digest", "negotiate", "ntlm", "dpop", "hoba"];
    if other
        .iter()
        .any(|scheme| first.eq_ignore_ascii_case(scheme))
    {
        return Presented::OtherScheme;
    }
    match text {
        "" => Presented::Nothing,
        token => Presented::Token(token),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_found_with_and_without_its_scheme() {
        for header in [
            "Bearer rst_abc",
            "bearer rst_abc",
            "BEARER   rst_abc ",
            "Bearer\trst_abc",
            "rst_abc",
            "  rst_abc  ",
        ] {
            assert_eq!(
                read(Some(header.as_bytes())),
                Presented::Token("rst_abc"),
                "{header:?}"
            );
        }
    }

    #[test]
    fn blanks_inside_stay_so_that_the_checksum_fails() {
        assert_eq!(read(Some(b"Bearer rst_a bc")), Presented::Token("rst_a bc"));
        assert_eq!(read(Some(b"rst_a bc")), Presented::Token("rst_a bc"));
    }

    #[test]
    fn no_token_is_told_from_another_scheme_and_from_rubbish() {
        assert_eq!(read(None), Presented::Nothing);
        assert_eq!(read(Some(b"")), Presented::Nothing);
        assert_eq!(read(Some(b"Bearer ")), Presented::Nothing);
        assert_eq!(read(Some(b"Basic dXNlcjpwYXNz")), Presented::OtherScheme);
        assert_eq!(read(Some(&[0xff, 0xfe])), Presented::Token(""));
    }
}
