//! The base URL under which the client reached us: it stands in each `Location` and `$ref`.

use std::borrow::Cow;

use http::{header::HOST, request::Parts};
use scim::ScimError;
use transport::Peer;

use crate::options::{BASE_PATH, HttpOptions};

/// DNS names end there, with room for a port.
const LONGEST_HOST: usize = 262;

/// The configured one, else `scheme://host/scim/v2` from the request. What proxies say in
/// `X-Forwarded-…` is not believed: behind one, `server.public_url` has to be set.
pub(crate) fn base_url<'o>(
    options: &'o HttpOptions,
    parts: &Parts,
    peer: &Peer,
) -> Result<Cow<'o, str>, ScimError> {
    if let Some(configured) = &options.base_url {
        return Ok(Cow::Borrowed(configured));
    }
    let host = parts
        .uri
        .authority()
        .map(http::uri::Authority::as_str)
        .or_else(|| parts.headers.get(HOST)?.to_str().ok())
        .filter(|host| is_host(host))
        .ok_or_else(|| ScimError::new(400, "The Host header is missing or is no host name."))?;
    let scheme = if peer.tls { "https" } else { "http" };
    Ok(Cow::Owned(format!("{scheme}://{host}{BASE_PATH}")))
}

/// A host name or an address, maybe with a port; no user and password, no path.
fn is_host(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b".-_:[]".contains(&byte);
    !text.is_empty() && text.len() <= LONGEST_HOST && text.bytes().all(allowed)
}

#[cfg(test)]
mod tests;
