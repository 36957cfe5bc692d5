//! The body of the token endpoint: `application/x-www-form-urlencoded` in UTF-8 (RFC 6749
//! appendix B).

use std::borrow::Cow;

use http::HeaderValue;

use super::error::{Code, OAuthError};
use crate::percent;

/// Of a body: an assertion of Entra ID has some 2 KiB.
pub(super) const LONGEST: usize = 16 * 1024;

/// The parameters that mean something here. Others are ignored, as RFC 6749 §3.2 wants it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Form<'b> {
    pub(super) grant_type: Option<Cow<'b, str>>,
    pub(super) scope: Option<Cow<'b, str>>,
    pub(super) client_id: Option<Cow<'b, str>>,
    pub(super) client_secret: Option<Cow<'b, str>>,
    pub(super) client_assertion_type: Option<Cow<'b, str>>,
    pub(super) client_assertion: Option<Cow<'b, str>>,
    pub(super) subject_token: Option<Cow<'b, str>>,
    pub(super) subject_token_type: Option<Cow<'b, str>>,
    pub(super) requested_token_type: Option<Cow<'b, str>>,
}

impl<'b> Form<'b> {
    /// A parameter without a value was not sent, and one that is sent twice is an error (RFC 6749
    /// §3.2): a proxy in front may have looked at the other one.
    pub(super) fn read(body: &'b [u8]) -> Result<Self, OAuthError> {
        let not_utf8 = || OAuthError::invalid_request("The body is not a form in UTF-8.");
        let text = std::str::from_utf8(body).map_err(|_| not_utf8())?;
        let mut form = Self::default();
        for (name, value) in percent::pairs(text) {
            let name = percent::decode_form(name).ok_or_else(not_utf8)?;
            let value = percent::decode_form(value).ok_or_else(not_utf8)?;
            let Some(slot) = form.slot(&name).filter(|_| !value.is_empty()) else {
                continue;
            };
            if slot.replace(value).is_some() {
                let words = format!("The parameter {name} is there twice.");
                return Err(OAuthError::invalid_request(words));
            }
        }
        Ok(form)
    }

    fn slot(&mut self, name: &str) -> Option<&mut Option<Cow<'b, str>>> {
        Some(match name {
            "grant_type" => &mut self.grant_type,
            "scope" => &mut self.scope,
            "client_id" => &mut self.client_id,
            "client_secret" => &mut self.client_secret,
            "client_assertion_type" => &mut self.client_assertion_type,
            "client_assertion" => &mut self.client_assertion,
            "subject_token" => &mut self.subject_token,
            "subject_token_type" => &mut self.subject_token_type,
            "requested_token_type" => &mut self.requested_token_type,
            _ => return None,
        })
    }
}

/// Whatever parameters follow, as `charset=utf-8`.
pub(super) fn check_type(content_type: Option<&HeaderValue>) -> Result<(), OAuthError> {
    let essence = content_type
        .and_then(|sent| sent.to_str().ok())
        .and_then(|sent| sent.split(';').next())
        .map(str::trim);
    match essence {
        Some(sent) if sent.eq_ignore_ascii_case("application/x-www-form-urlencoded") => Ok(()),
        _ => Err(OAuthError::new(
            Code::Malformed(http::StatusCode::UNSUPPORTED_MEDIA_TYPE),
            "Send the body as application/x-www-form-urlencoded.",
        )),
    }
}

#[cfg(test)]
mod tests;
