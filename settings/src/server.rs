//! `[server]`: the daemon as a whole.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::{
    place::{Place, Refusal},
    url::{host, is_loopback},
};

/// `[server]`: the daemon as a whole.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields, expecting = "a table")]
pub struct Server {
    /// The URL that identity providers use, e.g. `https://scim.example.com`, without a path. None:
    /// derived from each request's `Host` header.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub public_url: Option<String>,
    /// How long requests under way may take to finish after a TERM signal; zero does not wait.
    #[serde(with = "crate::duration")]
    pub drain: Duration,
}

impl Default for Server {
    fn default() -> Self {
        Self {
            public_url: None,
            drain: Duration::from_secs(25),
        }
    }
}

impl Server {
    pub(crate) fn check(&self) -> Result<(), Refusal> {
        let Some(url) = &self.public_url else {
            return Ok(());
        };
        check_url(url).map_err(|(problem, advice)| {
            Refusal::new(Place::key("server", "public_url"), problem, advice)
        })
    }
}

/// What is wrong and what to do.
type Complaint = (&'static str, &'static str);

fn check_url(url: &str) -> Result<(), Complaint> {
    const SHAPE: &str = "write it as https://scim.example.com, with a port if it is not 443";
    let (authority, secure) = match (url.strip_prefix("https://"), url.strip_prefix("http://")) {
        (Some(authority), _) => (authority, true),
        (_, Some(authority)) => (authority, false),
        _ => return Err(("the public URL does not start with https://", SHAPE)),
    };
    if authority.contains(['/', '?', '#']) {
        let advice =
            "leave out everything after the host, also a final slash: the path is always /scim/v2";
        return Err(("the public URL has a path or a query", advice));
    }
    if authority.contains('_') {
        // Okta takes no base URL with an underscore in its host.
        return Err((
            "the public URL has an underscore, which Okta refuses",
            "use a host name without one",
        ));
    }
    let Some(host) = host(authority) else {
        return Err(("the public URL has no valid host", SHAPE));
    };
    if !secure && !is_loopback(host) {
        return Err((
            "plain HTTP is only for loopback addresses",
            "start it with https://, also when a proxy in front does the TLS",
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
