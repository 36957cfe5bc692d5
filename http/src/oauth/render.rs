//! Results as responses of the token endpoint (RFC 6749 §5).

use bytes::Bytes;
use http::{
    HeaderValue, StatusCode,
    header::{PRAGMA, WWW_AUTHENTICATE},
};
use serde_json::{Value, json};

use super::{
    Minted,
    error::{Code, OAuthError},
    grant::{Grant, SCOPE},
};
use crate::{
    answer::{self, Answer, Body},
    media_type::JSON,
};

/// RFC 6749 §5.1, and RFC 8693 §2.2.1 for an exchange.
pub(super) fn minted(minted: &Minted, grant: Grant) -> Answer {
    let mut body = json!({
        "access_token": minted.access_token,
        "token_type": "Bearer",
        "expires_in": minted.expires_in,
        "scope": SCOPE,
    });
    if let (Grant::TokenExchange, Value::Object(members)) = (grant, &mut body) {
        let kind = "urn:ietf:params:oauth:token-type:access_token".into();
        members.insert("issued_token_type".to_owned(), kind);
    }
    json(StatusCode::OK, &body)
}

/// RFC 6749 §5.2. `challenged`: whether the client tried HTTP authentication.
pub(super) fn error(error: &OAuthError, challenged: bool) -> Answer {
    let body = json!({
        "error": error.code.as_str(),
        "error_description": described(&error.description),
    });
    let mut answer = json(error.code.status(), &body);
    match error.code {
        Code::InvalidClient if challenged => {
            let challenge = HeaderValue::from_static("Basic realm=\"rosterd\", charset=\"UTF-8\"");
            answer.headers_mut().insert(WWW_AUTHENTICATE, challenge);
        }
        Code::Later { retry_after, .. } => answer::retry_after(&mut answer, retry_after),
        _ => {}
    }
    answer
}

/// 200 with a document that is no secret.
pub(super) fn document(value: &Value) -> Answer {
    json(StatusCode::OK, value)
}

/// 500.
pub(super) fn panicked() -> Answer {
    let words = "The server failed on this request.";
    error(&OAuthError::new(Code::Broken, words), false)
}

/// No cache may keep a token; `Cache-Control` is on every answer, this is for HTTP/1.0.
fn json(status: StatusCode, value: &Value) -> Answer {
    let body = Body::from(Bytes::from(value.to_string()));
    let mut answer = answer::with_body(status, JSON, body);
    let no_cache = HeaderValue::from_static("no-cache");
    answer.headers_mut().insert(PRAGMA, no_cache);
    answer
}

/// RFC 6749 §5.2 allows ASCII without quotation marks and backslashes; names of credentials may
/// hold anything.
fn described(words: &str) -> String {
    let allowed = |c: char| match c {
        '"' => '\'',
        '…' => '.',
        ' '..='~' if c != '\\' => c,
        _ => '?',
    };
    words.chars().map(allowed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_description_keeps_to_the_characters_of_rfc_6749() {
        assert_eq!(described(r#"The "Zürich\" one."#), "The 'Z?rich?' one.");
    }
}
