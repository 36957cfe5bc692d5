//! What a path of the admin API names.

use std::borrow::Cow;

use http::Method;

use crate::{operation::operation, percent};

/// Ids and names are decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Route<'p> {
    /// `/v1/status`
    Status,
    /// `/v1/tenants`
    Tenants,
    /// `/v1/tenants/{t}`
    Tenant(Cow<'p, str>),
    /// `/v1/tenants/{t}/tokens`
    Tokens(Cow<'p, str>),
    /// `/v1/tenants/{t}/tokens/{id}`
    Token(Cow<'p, str>, Cow<'p, str>),
    /// `/v1/tenants/{t}/members`
    Members(Cow<'p, str>),
    /// `/v1/tenants/{t}/members/{m}/restore`
    RestoreMember(Cow<'p, str>, Cow<'p, str>),
    /// `/v1/tenants/{t}/schemas`
    Schemas(Cow<'p, str>),
    /// `/v1/tenants/{t}/schemas/{urn}`
    Schema(Cow<'p, str>, Cow<'p, str>),
    /// `/v1/tenants/{t}/resource-types`
    ResourceTypes(Cow<'p, str>),
    /// `/v1/tenants/{t}/resource-types/{name}`
    ResourceType(Cow<'p, str>, Cow<'p, str>),
    /// `/v1/tenants/{t}/groups`
    Groups(Cow<'p, str>),
    /// `/v1/tenants/{t}/activity`
    Activity(Cow<'p, str>),
    /// `/v1/tenants/{t}/activity/verify`
    VerifyActivity(Cow<'p, str>),
    /// `/v1/tenants/{t}/activity/erase`
    ErasePerson(Cow<'p, str>),
    /// Anything else.
    Unknown,
}

impl<'p> Route<'p> {
    pub(super) fn of(path: &'p str) -> Self {
        let mut segments = path.split('/').skip(1);
        if segments.next() != Some("v1") {
            return Self::Unknown;
        }
        let rest: [Option<&str>; 6] = std::array::from_fn(|_| segments.next());
        let [endpoint, tenant, list, item, verb, None] = rest else {
            return Self::Unknown;
        };
        let tenant = tenant
            .filter(|tenant| !tenant.is_empty())
            .and_then(percent::decode);
        let item = item
            .filter(|item| !item.is_empty())
            .and_then(percent::decode);
        match (endpoint, tenant, list, item, verb) {
            (Some("status"), None, None, None, None) => Self::Status,
            (Some("tenants"), None, None, None, None) => Self::Tenants,
            (Some("tenants"), Some(tenant), None, None, None) => Self::Tenant(tenant),
            (Some("tenants"), Some(tenant), Some("tokens"), None, None) => Self::Tokens(tenant),
            (Some("tenants"), Some(tenant), Some("tokens"), Some(token), None) => {
                Self::Token(tenant, token)
            }
            (Some("tenants"), Some(tenant), Some("members"), None, None) => Self::Members(tenant),
            (Some("tenants"), Some(tenant), Some("members"), Some(member), Some("restore")) => {
                Self::RestoreMember(tenant, member)
            }
            (Some("tenants"), Some(tenant), Some("schemas"), None, None) => Self::Schemas(tenant),
            (Some("tenants"), Some(tenant), Some("schemas"), Some(id), None) => {
                Self::Schema(tenant, id)
            }
            (Some("tenants"), Some(tenant), Some("resource-types"), None, None) => {
                Self::ResourceTypes(tenant)
            }
            (Some("tenants"), Some(tenant), Some("resource-types"), Some(name), None) => {
                Self::ResourceType(tenant, name)
            }
            (Some("tenants"), Some(tenant), Some("groups"), None, None) => Self::Groups(tenant),
            (Some("tenants"), Some(tenant), Some("activity"), None, None) => Self::Activity(tenant),
            (Some("tenants"), Some(tenant), Some("activity"), Some(verb), None)
                if verb == "verify" =>
            {
                Self::VerifyActivity(tenant)
            }
            (Some("tenants"), Some(tenant), Some("activity"), Some(verb), None)
                if verb == "erase" =>
            {
                Self::ErasePerson(tenant)
            }
            _ => Self::Unknown,
        }
    }

    /// The value of `Allow`.
    pub(super) fn allow(&self) -> &'static str {
        match self {
            Self::Status
            | Self::Schemas(_)
            | Self::ResourceTypes(_)
            | Self::Groups(_)
            | Self::Activity(_)
            | Self::VerifyActivity(_) => "GET, HEAD",
            Self::Schema(..) | Self::ResourceType(..) => "PUT, DELETE",
            Self::Tenants | Self::Tokens(_) | Self::Members(_) => "GET, HEAD, POST",
            Self::Tenant(_) => "GET, HEAD, PATCH",
            Self::Token(..) => "DELETE",
            Self::RestoreMember(..) | Self::ErasePerson(_) => "POST",
            Self::Unknown => "",
        }
    }

    /// Method and template, e.g. `POST /v1/tenants/{t}/tokens`.
    pub(super) fn operation(&self, method: &Method) -> &'static str {
        match self {
            Self::Status => operation!(method, "/v1/status"),
            Self::Tenants => operation!(method, "/v1/tenants"),
            Self::Tenant(_) => operation!(method, "/v1/tenants/{t}"),
            Self::Tokens(_) => operation!(method, "/v1/tenants/{t}/tokens"),
            Self::Token(..) => operation!(method, "/v1/tenants/{t}/tokens/{id}"),
            Self::Members(_) => operation!(method, "/v1/tenants/{t}/members"),
            Self::RestoreMember(..) => operation!(method, "/v1/tenants/{t}/members/{m}/restore"),
            Self::Schemas(_) => operation!(method, "/v1/tenants/{t}/schemas"),
            Self::Schema(..) => operation!(method, "/v1/tenants/{t}/schemas/{urn}"),
            Self::ResourceTypes(_) => operation!(method, "/v1/tenants/{t}/resource-types"),
            Self::ResourceType(..) => operation!(method, "/v1/tenants/{t}/resource-types/{name}"),
            Self::Groups(_) => operation!(method, "/v1/tenants/{t}/groups"),
            Self::Activity(_) => operation!(method, "/v1/tenants/{t}/activity"),
            Self::ErasePerson(_) => operation!(method, "/v1/tenants/{t}/activity/erase"),
            Self::VerifyActivity(_) => operation!(method, "/v1/tenants/{t}/activity/verify"),
            Self::Unknown => operation!(method, "(unknown path)"),
        }
    }
}

#[cfg(test)]
mod tests;
