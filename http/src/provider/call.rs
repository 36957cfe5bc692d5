//! What is known of a call besides its result.

use std::net::IpAddr;

use http::{header::USER_AGENT, request::Parts};
use scim::{ResourceKind, ScimError};
use transport::Peer;

/// What arrived with a request, before anything is believed.
#[derive(Debug, Clone)]
pub struct RequestFacts {
    /// The client's `X-Request-Id` if it is sane, else one made here.
    pub request_id: String,
    /// `User-Agent` as sent, cut at 256 characters.
    pub client: Option<String>,
    /// None on a unix socket.
    pub address: Option<IpAddr>,
    /// Method and route template, e.g. `POST /Users`.
    pub operation: &'static str,
}

/// Of `User-Agent`, in characters; it is stored with the token.
const LONGEST_CLIENT: usize = 256;

impl RequestFacts {
    pub(crate) fn of(
        parts: &Parts,
        peer: &Peer,
        request_id: &str,
        operation: &'static str,
    ) -> Self {
        let client = parts
            .headers
            .get(USER_AGENT)
            .map(|sent| String::from_utf8_lossy(sent.as_bytes()))
            .map(|sent| sent.chars().take(LONGEST_CLIENT).collect());
        Self {
            request_id: request_id.to_owned(),
            client,
            address: peer.address,
            operation,
        }
    }
}

/// A call refused before it reached the provider (bad JSON, bad filter, wrong path …): goes into
/// the tenant's activity.
#[derive(Debug, Clone)]
pub struct RefusedCall {
    /// Method and route template, e.g. `POST /Users`.
    pub operation: &'static str,
    /// None where the path names no resource type.
    pub kind: Option<ResourceKind>,
    /// The id in the path.
    pub id: Option<String>,
    /// `userName` or `displayName`, if one could be read.
    pub name: Option<String>,
    /// What the client is told.
    pub error: ScimError,
}
