//! What is known of a call besides its result.

use std::net::IpAddr;

use scim::{ResourceKind, ScimError};

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
