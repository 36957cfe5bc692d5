//! Client authentication in the `Authorization` header (RFC 6749 §2.3.1).

use data_encoding::BASE64;
use http::{HeaderMap, header::AUTHORIZATION};

use super::error::{Code, OAuthError};
use crate::percent;

/// A client's id and secret.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Basic {
    pub(super) id: String,
    pub(super) secret: String,
}

/// Both halves are form-encoded before they are put together, so that an id may hold a colon.
pub(super) fn read(headers: &HeaderMap) -> Result<Option<Basic>, OAuthError> {
    let mut sent = headers.get_all(AUTHORIZATION).iter();
    let Some(header) = sent.next() else {
        return Ok(None);
    };
    if sent.next().is_some() {
        let words = "The request has more than one Authorization header.";
        return Err(OAuthError::invalid_request(words));
    }
    let basic = header.to_str().ok().and_then(pair);
    basic.map(Some).ok_or_else(|| {
        OAuthError::new(
            Code::InvalidClient,
            "The Authorization header is not Basic with the client id and the client secret.",
        )
    })
}

fn pair(header: &str) -> Option<Basic> {
    let (scheme, credentials) = header.trim().split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let decoded = BASE64.decode(credentials.trim().as_bytes()).ok()?;
    let (id, secret) = std::str::from_utf8(&decoded).ok()?.split_once(':')?;
    let decode = |text| percent::decode_form(text).map(std::borrow::Cow::into_owned);
    let (id, secret) = (decode(id)?, decode(secret)?);
    (!id.is_empty() && !secret.is_empty()).then_some(Basic { id, secret })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(value: &str) -> HeaderMap {
        HeaderMap::from_iter([(AUTHORIZATION, value.parse().unwrap())])
    }

    #[test]
    fn id_and_secret_are_form_decoded() {
        let sent = format!("basic {}", BASE64.encode(b"a%3Ab+c:s%2Bt:u"));
        let basic = read(&header(&sent)).unwrap().unwrap();
        assert_eq!((&*basic.id, &*basic.secret), ("a:b c", "s+t:u"));
    }

    #[test]
    fn other_headers_are_no_client() {
        for credentials in ["a", ":a", "a:", "", "%ff:a"] {
            let sent = format!("Basic {}", BASE64.encode(credentials.as_bytes()));
            assert_eq!(
                read(&header(&sent)).unwrap_err().code,
                Code::InvalidClient,
                "{credentials}"
            );
        }
        for sent in ["Basic", "Basic ???", "Bearer YTpi", ""] {
            assert_eq!(
                read(&header(sent)).unwrap_err().code,
                Code::InvalidClient,
                "{sent}"
            );
        }
        assert_eq!(read(&HeaderMap::new()), Ok(None));
    }
}
