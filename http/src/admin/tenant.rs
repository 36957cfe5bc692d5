//! Tenants on the admin API.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// A tenant to make.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewTenant {
    /// What people call it.
    pub name: String,
    /// `school` or `business`.
    pub kind: Option<String>,
    /// `saml`, `oidc` or `none`.
    pub sso: Option<String>,
    /// 0 to 90; any JSON here, so that the refusal can be a sentence and not a type error.
    pub grace_days: Option<Value>,
    /// Turns the tolerances for identity providers off.
    pub strict: Option<bool>,
    /// `unique` or `shared`.
    pub group_names: Option<String>,
    /// `clear` or `keep`.
    pub replace: Option<String>,
    /// `report` or `fail`.
    pub unknown_members: Option<String>,
    /// Settings by their names, e.g. `seat_limit`.
    #[serde(default)]
    pub settings: Map<String, Value>,
}

/// What changes about a tenant; what is left out stays.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TenantChange {
    /// What people call it.
    pub name: Option<String>,
    /// `saml`, `oidc` or `none`.
    pub sso: Option<String>,
    /// As in [`NewTenant`].
    pub grace_days: Option<Value>,
    /// Turns the tolerances for identity providers off.
    pub strict: Option<bool>,
    /// `unique` or `shared`.
    pub group_names: Option<String>,
    /// `clear` or `keep`.
    pub replace: Option<String>,
    /// `report` or `fail`.
    pub unknown_members: Option<String>,
    /// It is meant, whoever is removed at once by a shorter grace period.
    #[serde(default)]
    pub confirm: bool,
}

/// A tenant as it is now.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TenantView {
    /// The server's id.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// `school` or `business`.
    pub kind: String,
    /// `saml`, `oidc` or `none`.
    pub sso: String,
    /// Days between a deletion in the directory and the removal.
    pub grace_days: u8,
    /// Whether the tolerances for identity providers are off.
    pub strict: bool,
    /// Whether two groups may have one name (`shared`) or not (`unique`).
    pub group_names: String,
    /// Whether a PUT unassigns the attributes that it is silent on (`clear`) or not (`keep`).
    pub replace: String,
    /// Whether unknown members are left out (`report`) or refused (`fail`).
    pub unknown_members: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// Directory records of people.
    pub users: u64,
    /// Directory records of groups.
    pub groups: u64,
    /// Members, unmanaged ones too.
    pub members: u64,
    /// Tokens neither revoked nor expired.
    pub active_tokens: u64,
    /// What to know of a change that was made.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remarks: Vec<String>,
}
