//! A member and the states of a membership.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{Assignment, MemberId};

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
    /// Nothing that the directory does takes this member's access (D10).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub protected: bool,
    /// Since when they are deactivated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deactivated_at: Option<Timestamp>,
    /// When the directory deleted the record of somebody who was not removed for it (D2, D10).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gone_since: Option<Timestamp>,
    /// What group mapping gave them last.
    #[serde(default, skip_serializing_if = "Assignment::is_empty")]
    pub assignment: Assignment,
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
    /// Deleted in the directory; keeps membership (and, unless `blocked`, access) until the grace
    /// period is over (R64).
    Pending {
        /// When the directory deleted the record.
        since: Timestamp,
        /// Was deactivated before the delete.
        blocked: bool,
    },
    /// As pending, until an admin approves or discards the hold (D17).
    Held {
        /// When the directory deleted the record.
        since: Timestamp,
        /// Which hold.
        hold: u64,
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
    /// A file listed it (R88).
    Import,
}

impl Member {
    /// Whether the state lets this person sign in (R8, R64). What the tenant's settings make of it is
    /// said by [`crate::sign_in`].
    pub fn may_sign_in(&self) -> bool {
        match self.state {
            MemberState::Active | MemberState::Unmanaged => true,
            MemberState::Pending { blocked, .. } | MemberState::Held { blocked, .. } => !blocked,
            MemberState::Deactivated | MemberState::Removed { .. } => false,
        }
    }

    /// Does the person belong to the account? All but tombstones do.
    pub fn is_member(&self) -> bool {
        !matches!(self.state, MemberState::Removed { .. })
    }

    /// Whether groups decide what the member has: those whom no directory manages keep what they were
    /// given, and so does who waits for removal, is held or is gone.
    pub fn has_groups(&self) -> bool {
        let is_there = matches!(self.state, MemberState::Active | MemberState::Deactivated);
        is_there && self.user.is_some()
    }

    /// Who has access takes a seat (D8).
    pub fn has_seat(&self) -> bool {
        self.may_sign_in()
    }

    /// Since when somebody waits for time to remove them: pending, or, where the tenant wants it so
    /// (D1), deactivated.
    pub fn waits_since(&self) -> Option<Timestamp> {
        match self.state {
            MemberState::Pending { since, .. } => Some(since),
            _ => None,
        }
    }
}

impl MemberState {
    /// What [`Self::as_str`] says.
    pub const WORDS: [&str; 6] = [
        "active",
        "deactivated",
        "pending",
        "held",
        "removed",
        "unmanaged",
    ];

    /// The word that it is written with, e.g. `pending`.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Deactivated => "deactivated",
            Self::Pending { .. } => "pending",
            Self::Held { .. } => "held",
            Self::Removed { .. } => "removed",
            Self::Unmanaged => "unmanaged",
        }
    }
}
