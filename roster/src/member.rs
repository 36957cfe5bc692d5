//! A member and the states of a membership.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::MemberId;

/// One person's membership in one tenant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Outlives every directory record (D5).
    pub id: MemberId,
    /// What the person may do, and until when.
    #[serde(flatten)]
    pub state: MemberState,
    /// Who made the member first.
    pub origin: Origin,
    /// The id of the directory record (a SCIM User). None for unmanaged, pending and removed
    /// members, and for one whom an admin took back until the directory pushes them again.
    pub user: Option<String>,
    /// As the directory, or else the app, last wrote it.
    pub user_name: String,
    /// For people to read.
    pub display_name: Option<String>,
    /// The address that identifies the person.
    pub email: String,
    /// When the member came to be.
    pub created_at: Timestamp,
    /// When anything above last changed.
    pub changed_at: Timestamp,
}

/// Where a membership stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum MemberState {
    /// May sign in.
    Active,
    /// May not sign in, keeps everything else (R65).
    Deactivated,
    /// Deleted in the directory; keeps membership (and, unless `blocked`, access) until `due` (R64).
    Pending {
        /// When the directory deleted the record.
        since: Timestamp,
        /// When the member is removed.
        due: Timestamp,
        /// Was deactivated before the delete.
        blocked: bool,
    },
    /// A tombstone: no membership, but the same member id on return (D5).
    Removed {
        /// When.
        at: Timestamp,
        /// Was deactivated before.
        blocked: bool,
    },
    /// A member with no directory record: made by hand, by CSV or by signing in.
    Unmanaged,
}

/// Who made a member first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// A push.
    Directory,
    /// The app stated it.
    App,
}

impl Member {
    /// May this person sign in now (R8, R64)?
    pub fn may_sign_in(&self) -> bool {
        match self.state {
            MemberState::Active | MemberState::Unmanaged => true,
            MemberState::Pending { blocked, .. } => !blocked,
            MemberState::Deactivated | MemberState::Removed { .. } => false,
        }
    }

    /// Does the person belong to the account? All but tombstones do.
    pub fn is_member(&self) -> bool {
        !matches!(self.state, MemberState::Removed { .. })
    }

    /// When the removal is due, for a member who waits for it.
    pub fn due(&self) -> Option<Timestamp> {
        match self.state {
            MemberState::Pending { due, .. } => Some(due),
            _ => None,
        }
    }
}

impl MemberState {
    /// The word that it is written with, e.g. `pending`.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Deactivated => "deactivated",
            Self::Pending { .. } => "pending",
            Self::Removed { .. } => "removed",
            Self::Unmanaged => "unmanaged",
        }
    }
}
