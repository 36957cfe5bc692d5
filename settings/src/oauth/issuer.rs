//! `[[oauth.issuers]]`: who may vouch for a client, and where its keys are.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::{
    place::{Place, Refusal},
    url,
};

/// Who may vouch for a client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issuer {
    /// The `iss` of its assertions; a `*` stands for one segment of the path.
    pub issuer: String,
    /// Where its keys are.
    pub keys: KeySource,
}

/// Where a JSON Web Key Set (RFC 7517) is read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeySource {
    /// `https://`, or `http://` on this machine.
    Url(String),
    /// A file.
    File(PathBuf),
}

impl Issuer {
    /// Whether assertions of this issuer fall under the entry. What `*` stands for is not empty
    /// and cannot change what the rest of the URL means.
    pub fn covers(&self, issuer: &str) -> bool {
        let Some((before, after)) = self.issuer.split_once('*') else {
            return self.issuer == issuer;
        };
        let segment = issuer
            .strip_prefix(before)
            .and_then(|rest| rest.strip_suffix(after));
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
        segment.is_some_and(|segment| !segment.is_empty() && segment.bytes().all(plain))
    }
}

/// An entry as written.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields, expecting = "a table")]
pub(super) struct Entry {
    issuer: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    jwks_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    jwks_file: Option<PathBuf>,
}

impl Entry {
    pub(super) fn check(self, index: usize) -> Result<Issuer, Refusal> {
        let at = |key| Place::Issuer { index, key };
        if let Some((problem, advice)) = complaint(&self.issuer) {
            return Err(Refusal::new(at("issuer"), problem, advice));
        }
        let keys = match (self.jwks_url, self.jwks_file) {
            (Some(url), None) if url::is_safe(&url) => KeySource::Url(url),
            (Some(_), None) => {
                return Err(Refusal::new(
                    at("jwks_url"),
                    "keys from this URL could be anybody's",
                    "start it with https://, or with http:// on a loopback address",
                ));
            }
            (None, Some(file)) => KeySource::File(file),
            (None, None) | (Some(_), Some(_)) => {
                return Err(Refusal::new(
                    at(""),
                    "an issuer's keys come from one place",
                    "give exactly one of `jwks_url` and `jwks_file`",
                ));
            }
        };
        Ok(Issuer {
            issuer: self.issuer,
            keys,
        })
    }
}

impl From<&Issuer> for Entry {
    fn from(issuer: &Issuer) -> Self {
        let (jwks_url, jwks_file) = match &issuer.keys {
            KeySource::Url(url) => (Some(url.clone()), None),
            KeySource::File(file) => (None, Some(file.clone())),
        };
        Self {
            issuer: issuer.issuer.clone(),
            jwks_url,
            jwks_file,
        }
    }
}

/// What is wrong with an issuer, and what to do.
fn complaint(issuer: &str) -> Option<(&'static str, &'static str)> {
    if !issuer.starts_with("https://") || !url::is_safe(&issuer.replace('*', "any")) {
        return Some((
            "an issuer is a URL that starts with https://",
            "give the `iss` of its assertions, exactly",
        ));
    }
    if !issuer.contains('*') {
        return None;
    }
    let path = issuer.splitn(4, '/').nth(3).unwrap_or_default();
    let whole = path.split('/').filter(|segment| *segment == "*").count();
    (whole != 1 || issuer.matches('*').count() != 1).then_some((
        "a `*` stands for one whole segment of an issuer's path",
        "write it as https://login.microsoftonline.com/*/v2.0",
    ))
}

#[cfg(test)]
mod tests;
