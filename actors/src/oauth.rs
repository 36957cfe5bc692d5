//! OAuth: the other side of `rosterd_http::oauth::Authority`.
//!
//! An access token is text that is signed under the store's key; there is no row of it. What it opens
//! is what its credential opens now: whoever reads one looks the credential up, in the request's
//! snapshot and again inside each write, so that it ends at once with its credential (R48).

mod access;
mod assertion;
mod authority;
mod secret;

pub(crate) use access::access;
pub(crate) use authority::TokenAuthority;
pub(crate) use secret::client_id;

#[cfg(test)]
mod tests;
