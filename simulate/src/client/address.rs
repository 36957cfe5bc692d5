//! The base URL, taken apart.

use hyper::Uri;

use crate::failure::Failure;

/// Where the server is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Address {
    pub(super) secure: bool,
    /// Host without port; without brackets for an IPv6 address.
    pub(super) host: String,
    pub(super) port: u16,
    /// Host and port as the `Host` header has them.
    pub(super) authority: String,
    /// The path, without a slash at its end.
    pub(super) path: String,
}

impl Address {
    pub(super) fn parse(url: &str) -> Result<Self, Failure> {
        let refused = |reason| Failure::BaseUrl {
            url: url.to_owned(),
            reason,
        };
        let uri: Uri = url.parse().map_err(|_invalid| refused("not a URL"))?;
        let secure = match uri.scheme_str() {
            Some("https") => true,
            Some("http") => false,
            _ => return Err(refused("must start with https:// or http://")),
        };
        let authority = uri.authority().ok_or_else(|| refused("names no host"))?;
        if authority.as_str().contains('@') {
            return Err(Failure::BaseUrl {
                url: "(not shown)".to_owned(),
                reason: "holds a user name or password; the token goes into a header",
            });
        }
        // RFC 7644 §1.3; Entra's flag comes with its persona.
        if uri.query().is_some() {
            return Err(refused("must not have a query"));
        }
        Ok(Self {
            secure,
            host: authority.host().trim_matches(['[', ']']).to_owned(),
            port: authority
                .port_u16()
                .unwrap_or(if secure { 443 } else { 80 }),
            authority: authority.to_string(),
            path: uri.path().trim_end_matches('/').to_owned(),
        })
    }
}

#[cfg(test)]
mod tests;
