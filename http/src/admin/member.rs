//! Members on the admin API.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A member that the app adds by hand.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewMember {
    /// The address that identifies the member.
    pub email: String,
    /// None takes the address.
    pub user_name: Option<String>,
    /// For people.
    pub display_name: Option<String>,
}

/// What changes about a member whom no directory manages (D22). What is left out stays; an empty
/// text takes away what was there.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MemberChange {
    /// The address that identifies the member.
    pub email: Option<String>,
    /// What they are called at sign-in; an empty one is the address.
    pub user_name: Option<String>,
    /// For people.
    pub display_name: Option<String>,
}

/// What an operator does to one member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MemberAct {
    /// Takes a removal back: pending, held or done.
    Restore,
    /// Does not wait for the end of the grace period.
    RemoveNow,
    /// Nothing that the directory does takes this member's access from now on (D10).
    Protect,
    /// No longer.
    Unprotect,
}

/// Which members; none takes all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MemberFilter {
    /// The state of product §1d.
    pub state: Option<String>,
    /// Who made the member first.
    pub origin: Option<String>,
    /// Whether nothing that the directory does takes their access.
    pub protected: Option<bool>,
}

impl MemberAct {
    /// The word in the URL.
    pub fn of(word: &str) -> Option<Self> {
        Some(match word {
            "restore" => Self::Restore,
            "remove-now" => Self::RemoveNow,
            "protect" => Self::Protect,
            "unprotect" => Self::Unprotect,
            _ => return None,
        })
    }
}

/// A member as it is now.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct MemberView {
    /// The server's id.
    pub id: String,
    /// The state of product §1d, e.g. `pending`.
    pub state: String,
    /// Whether the member may sign in now (R8).
    pub may_sign_in: bool,
    /// `directory`, `app` or `import`.
    pub origin: String,
    /// The id of the directory record, if there is one.
    pub user: Option<String>,
    /// What they are called at sign-in.
    pub user_name: String,
    /// For people.
    pub display_name: Option<String>,
    /// The address that identifies the member.
    pub email: String,
    /// When a pending removal is carried out; none while grace periods stand still.
    pub due: Option<Timestamp>,
    /// Why the member may not sign in, e.g. `deactivated`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub denial: Option<String>,
    /// Since when a removal is pending.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waits_since: Option<Timestamp>,
    /// The hold that a removal waits in (D17).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hold: Option<u64>,
    /// When the directory deleted the record of somebody who was not removed for it (D2, D10).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gone_since: Option<Timestamp>,
    /// Nothing that the directory does takes this member's access (D10).
    pub protected: bool,
    /// The user group, by group mapping.
    pub user_group: Option<String>,
    /// The ids of classes.
    pub classes: Vec<String>,
    /// Whether the member teaches.
    pub teacher: bool,
    /// When the member came to be.
    pub created_at: Timestamp,
    /// When the state last changed.
    pub changed_at: Timestamp,
}
