//! What a path of the admin API names.

use std::borrow::Cow;

use http::Method;

use super::MemberAct;
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
    /// `/v1/tenants/{t}/members/import`
    ImportMembers(Cow<'p, str>),
    /// `/v1/tenants/{t}/members/{m}`
    Member(Cow<'p, str>, Cow<'p, str>),
    /// `/v1/tenants/{t}/members/{m}/provenance`
    Provenance(Cow<'p, str>, Cow<'p, str>),
    /// `/v1/tenants/{t}/members/{m}/{verb}`
    MemberAct(Cow<'p, str>, Cow<'p, str>, MemberAct),
    /// `/v1/tenants/{t}/pending`
    Pending(Cow<'p, str>),
    /// `/v1/tenants/{t}/undo`
    Undo(Cow<'p, str>),
    /// `/v1/tenants/{t}/holds`
    Holds(Cow<'p, str>),
    /// `/v1/tenants/{t}/holds/{h}/approve`, or `discard`
    Hold(Cow<'p, str>, Cow<'p, str>, bool),
    /// `/v1/tenants/{t}/settings`
    Settings(Cow<'p, str>),
    /// `/v1/tenants/{t}/plan`
    Plan(Cow<'p, str>),
    /// `/v1/tenants/{t}/plan/apply`
    ApplyPlan(Cow<'p, str>),
    /// `/v1/tenants/{t}/state`
    State(Cow<'p, str>),
    /// `/v1/tenants/{t}/explain`
    Explain(Cow<'p, str>),
    /// `/v1/tenants/{t}/disconnect`
    Disconnect(Cow<'p, str>),
    /// `/v1/tenants/{t}/drift`
    Drift(Cow<'p, str>),
    /// `/v1/tenants/{t}/sign-in-check`
    SignInCheck(Cow<'p, str>),
    /// `/v1/tenants/{t}/schemas`
    Schemas(Cow<'p, str>),
    /// `/v1/tenants/{t}/schemas/{urn}`
    Schema(Cow<'p, str>, Cow<'p, str>),
    /// `/v1/tenants/{t}/resource-types`
    ResourceTypes(Cow<'p, str>),
    /// `/v1/tenants/{t}/resource-types/{name}`
    ResourceType(Cow<'p, str>, Cow<'p, str>),
    /// `/v1/tenants/{t}/mappings`
    Mappings(Cow<'p, str>),
    /// `/v1/tenants/{t}/mappings/preview`
    PreviewMapping(Cow<'p, str>),
    /// `/v1/tenants/{t}/mappings/evaluate`
    EvaluateMapping(Cow<'p, str>),
    /// `/v1/tenants/{t}/mappings/cancel`
    CancelMapping(Cow<'p, str>),
    /// `/v1/tenants/{t}/groups`
    Groups(Cow<'p, str>),
    /// `/v1/tenants/{t}/activity`
    Activity(Cow<'p, str>),
    /// `/v1/tenants/{t}/notices`
    Notices(Cow<'p, str>),
    /// `/v1/tenants/{t}/activity/verify`
    VerifyActivity(Cow<'p, str>),
    /// `/v1/tenants/{t}/activity/erase`
    ErasePerson(Cow<'p, str>),
    /// `/v1/tenants/{t}/activity/replay`
    ReplayActivity(Cow<'p, str>),
    /// `/v1/tenants/{t}/activity/stream`
    Calls(Cow<'p, str>),
    /// `/v1/events`
    Events,
    /// `/v1/tenants/{t}/events/ack`
    AcknowledgeEvents(Cow<'p, str>),
    /// `/v1/tenants/{t}/snapshot`
    Snapshot(Cow<'p, str>),
    /// `/v1/tenants/{t}/receipts`
    Receipts(Cow<'p, str>),
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
        // What is empty or no text names nothing, and must not be taken for the list above it.
        let named = |segment: Option<&'p str>| match segment {
            Some(text) => percent::decode(text)
                .filter(|text| !text.is_empty())
                .map(Some)
                .ok_or(()),
            None => Ok(None),
        };
        let (Ok(tenant), Ok(item)) = (named(tenant), named(item)) else {
            return Self::Unknown;
        };
        match (endpoint, tenant, list, item, verb) {
            (Some("status"), None, None, None, None) => Self::Status,
            (Some("events"), None, None, None, None) => Self::Events,
            (Some("tenants"), None, None, None, None) => Self::Tenants,
            (Some("tenants"), Some(tenant), None, None, None) => Self::Tenant(tenant),
            (Some("tenants"), Some(tenant), Some("tokens"), Some(token), None) => {
                Self::Token(tenant, token)
            }
            (Some("tenants"), Some(tenant), Some("members"), Some(verb), None)
                if verb == "import" =>
            {
                Self::ImportMembers(tenant)
            }
            (Some("tenants"), Some(tenant), Some("members"), Some(member), None) => {
                Self::Member(tenant, member)
            }
            (Some("tenants"), Some(tenant), Some("members"), Some(member), Some("provenance")) => {
                Self::Provenance(tenant, member)
            }
            (Some("tenants"), Some(tenant), Some("members"), Some(member), Some(verb)) => {
                match MemberAct::of(verb) {
                    Some(act) => Self::MemberAct(tenant, member, act),
                    None => Self::Unknown,
                }
            }
            (Some("tenants"), Some(tenant), Some("holds"), Some(hold), Some("approve")) => {
                Self::Hold(tenant, hold, true)
            }
            (Some("tenants"), Some(tenant), Some("holds"), Some(hold), Some("discard")) => {
                Self::Hold(tenant, hold, false)
            }
            (Some("tenants"), Some(tenant), Some("plan"), Some(verb), None) if verb == "apply" => {
                Self::ApplyPlan(tenant)
            }
            (Some("tenants"), Some(tenant), Some(list), None, None) => {
                Self::of_tenant(tenant, list)
            }
            (Some("tenants"), Some(tenant), Some("schemas"), Some(id), None) => {
                Self::Schema(tenant, id)
            }
            (Some("tenants"), Some(tenant), Some("resource-types"), Some(name), None) => {
                Self::ResourceType(tenant, name)
            }
            (Some("tenants"), Some(tenant), Some("mappings"), Some(verb), None) => match &*verb {
                "preview" => Self::PreviewMapping(tenant),
                "evaluate" => Self::EvaluateMapping(tenant),
                "cancel" => Self::CancelMapping(tenant),
                _ => Self::Unknown,
            },
            (Some("tenants"), Some(tenant), Some("activity"), Some(verb), None) => match &*verb {
                "erase" => Self::ErasePerson(tenant),
                "replay" => Self::ReplayActivity(tenant),
                "stream" => Self::Calls(tenant),
                "verify" => Self::VerifyActivity(tenant),
                _ => Self::Unknown,
            },
            (Some("tenants"), Some(tenant), Some("events"), Some(verb), None) if verb == "ack" => {
                Self::AcknowledgeEvents(tenant)
            }
            _ => Self::Unknown,
        }
    }

    /// `/v1/tenants/{t}/{list}`
    fn of_tenant(tenant: Cow<'p, str>, list: &str) -> Self {
        match list {
            "activity" => Self::Activity(tenant),
            "disconnect" => Self::Disconnect(tenant),
            "drift" => Self::Drift(tenant),
            "explain" => Self::Explain(tenant),
            "groups" => Self::Groups(tenant),
            "holds" => Self::Holds(tenant),
            "mappings" => Self::Mappings(tenant),
            "members" => Self::Members(tenant),
            "notices" => Self::Notices(tenant),
            "pending" => Self::Pending(tenant),
            "plan" => Self::Plan(tenant),
            "receipts" => Self::Receipts(tenant),
            "resource-types" => Self::ResourceTypes(tenant),
            "schemas" => Self::Schemas(tenant),
            "settings" => Self::Settings(tenant),
            "snapshot" => Self::Snapshot(tenant),
            "sign-in-check" => Self::SignInCheck(tenant),
            "state" => Self::State(tenant),
            "tokens" => Self::Tokens(tenant),
            "undo" => Self::Undo(tenant),
            _ => Self::Unknown,
        }
    }

    /// Whether it is for the app: see [`super::Events`].
    pub(super) fn is_of_app(&self) -> bool {
        matches!(
            self,
            Self::Events
                | Self::AcknowledgeEvents(_)
                | Self::Calls(_)
                | Self::Snapshot(_)
                | Self::Receipts(_)
                | Self::ReplayActivity(_)
        )
    }

    /// The value of `Allow`.
    pub(super) fn allow(&self) -> &'static str {
        match self {
            Self::Status
            | Self::Schemas(_)
            | Self::ResourceTypes(_)
            | Self::Groups(_)
            | Self::Explain(_)
            | Self::Holds(_)
            | Self::Notices(_)
            | Self::Pending(_)
            | Self::Plan(_)
            | Self::Provenance(..)
            | Self::SignInCheck(_)
            | Self::State(_)
            | Self::VerifyActivity(_)
            | Self::Activity(_)
            | Self::Events
            | Self::Receipts(_)
            | Self::ReplayActivity(_)
            | Self::Snapshot(_) => "GET, HEAD",
            Self::Calls(_) => "GET",
            Self::AcknowledgeEvents(_) => "PUT",
            Self::Schema(..) | Self::ResourceType(..) => "PUT, DELETE",
            Self::Mappings(_) => "GET, HEAD, PUT",
            Self::Tenants | Self::Tokens(_) | Self::Members(_) => "GET, HEAD, POST",
            Self::Member(..) | Self::Tenant(_) | Self::Settings(_) => "GET, HEAD, PATCH",
            Self::Token(..) => "DELETE",
            Self::ImportMembers(_)
            | Self::MemberAct(..)
            | Self::Hold(..)
            | Self::ApplyPlan(_)
            | Self::Disconnect(_)
            | Self::Drift(_)
            | Self::ErasePerson(_)
            | Self::PreviewMapping(_)
            | Self::EvaluateMapping(_)
            | Self::CancelMapping(_)
            | Self::Undo(_) => "POST",
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
            Self::ImportMembers(_) => operation!(method, "/v1/tenants/{t}/members/import"),
            Self::Member(..) => operation!(method, "/v1/tenants/{t}/members/{m}"),
            Self::Provenance(..) => {
                operation!(method, "/v1/tenants/{t}/members/{m}/provenance")
            }
            Self::MemberAct(..) => operation!(method, "/v1/tenants/{t}/members/{m}/{verb}"),
            Self::Pending(_) => operation!(method, "/v1/tenants/{t}/pending"),
            Self::Undo(_) => operation!(method, "/v1/tenants/{t}/undo"),
            Self::Holds(_) => operation!(method, "/v1/tenants/{t}/holds"),
            Self::Hold(..) => operation!(method, "/v1/tenants/{t}/holds/{h}/{verb}"),
            Self::Settings(_) => operation!(method, "/v1/tenants/{t}/settings"),
            Self::Plan(_) => operation!(method, "/v1/tenants/{t}/plan"),
            Self::ApplyPlan(_) => operation!(method, "/v1/tenants/{t}/plan/apply"),
            Self::State(_) => operation!(method, "/v1/tenants/{t}/state"),
            Self::Explain(_) => operation!(method, "/v1/tenants/{t}/explain"),
            Self::Disconnect(_) => operation!(method, "/v1/tenants/{t}/disconnect"),
            Self::Drift(_) => operation!(method, "/v1/tenants/{t}/drift"),
            Self::SignInCheck(_) => operation!(method, "/v1/tenants/{t}/sign-in-check"),
            Self::Schemas(_) => operation!(method, "/v1/tenants/{t}/schemas"),
            Self::Schema(..) => operation!(method, "/v1/tenants/{t}/schemas/{urn}"),
            Self::ResourceTypes(_) => operation!(method, "/v1/tenants/{t}/resource-types"),
            Self::ResourceType(..) => operation!(method, "/v1/tenants/{t}/resource-types/{name}"),
            Self::Mappings(_) => operation!(method, "/v1/tenants/{t}/mappings"),
            Self::PreviewMapping(_) => operation!(method, "/v1/tenants/{t}/mappings/preview"),
            Self::EvaluateMapping(_) => operation!(method, "/v1/tenants/{t}/mappings/evaluate"),
            Self::CancelMapping(_) => operation!(method, "/v1/tenants/{t}/mappings/cancel"),
            Self::Groups(_) => operation!(method, "/v1/tenants/{t}/groups"),
            Self::Activity(_) => operation!(method, "/v1/tenants/{t}/activity"),
            Self::Notices(_) => operation!(method, "/v1/tenants/{t}/notices"),
            Self::ErasePerson(_) => operation!(method, "/v1/tenants/{t}/activity/erase"),
            Self::VerifyActivity(_) => operation!(method, "/v1/tenants/{t}/activity/verify"),
            Self::ReplayActivity(_) => operation!(method, "/v1/tenants/{t}/activity/replay"),
            Self::Calls(_) => operation!(method, "/v1/tenants/{t}/activity/stream"),
            Self::Events => operation!(method, "/v1/events"),
            Self::AcknowledgeEvents(_) => operation!(method, "/v1/tenants/{t}/events/ack"),
            Self::Snapshot(_) => operation!(method, "/v1/tenants/{t}/snapshot"),
            Self::Receipts(_) => operation!(method, "/v1/tenants/{t}/receipts"),
            Self::Unknown => operation!(method, "(unknown path)"),
        }
    }
}

#[cfg(test)]
mod tests;
