//! What a decision says.

use std::fmt;

use jiff::Timestamp;

use crate::{Gate, Member, Mode};

/// What the member becomes, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Equal to the member before where nothing changes. None where there is none.
    pub member: Option<Member>,
    /// In the order in which they happened; empty where nothing changes.
    pub events: Vec<MemberEvent>,
    /// For the activity entry (R78).
    pub reason: Option<Reason>,
}

impl Decision {
    pub(super) fn unchanged(before: Option<&Member>) -> Self {
        Self {
            member: before.cloned(),
            events: Vec::new(),
            reason: None,
        }
    }

    pub(super) fn because(mut self, reason: Reason) -> Self {
        self.reason = Some(reason);
        self
    }

    pub(super) fn tell(mut self, event: MemberEvent) -> Self {
        self.events.push(event);
        self
    }

    /// Says when, where anything is not as it was before.
    pub(super) fn stamp(&mut self, before: Option<&Member>, now: Timestamp) {
        if let Some(member) = &mut self.member
            && before != Some(member)
        {
            member.changed_at = now;
        }
    }
}

/// What the app is told about a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MemberEvent {
    /// A new member id.
    Created,
    /// A directory record now manages a member who was there.
    Linked,
    /// Name or address.
    Updated,
    /// May not sign in any more: end the sessions.
    Deactivated,
    /// May sign in again.
    Reactivated,
    /// The directory wanted to, and the member is protected (D10).
    DeactivationHeld,
    /// The grace period runs.
    RemovalScheduled,
    /// It runs no more.
    RemovalCancelled,
    /// The removal waits for an admin: too many left at once (D17), or the member is protected.
    RemovalHeld,
    /// The membership has ended.
    Removed,
    /// A tombstone became a member again.
    Restored,
    /// An admin protects the member (D10).
    Protected,
    /// No longer.
    Unprotected,
    /// No directory manages the member any more (D20).
    Disconnected,
}

impl MemberEvent {
    /// The event type, e.g. `member.created`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Created => "member.created",
            Self::Linked => "member.linked",
            Self::Updated => "member.updated",
            Self::Deactivated => "member.deactivated",
            Self::Reactivated => "member.reactivated",
            Self::DeactivationHeld => "member.deactivation_held",
            Self::RemovalHeld => "member.removal_held",
            Self::Protected => "member.protected",
            Self::Unprotected => "member.unprotected",
            Self::Disconnected => "member.disconnected",
            Self::RemovalScheduled => "member.removal_scheduled",
            Self::RemovalCancelled => "member.removal_cancelled",
            Self::Removed => "member.removed",
            Self::Restored => "member.restored",
        }
    }
}

/// Why a decision is not what one might expect. Displays as the words of the activity entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// No address anywhere: the record is kept, the member comes with the address.
    NoAddressYet,
    /// D9.
    LinkedExistingMember,
    /// D5.
    RestoredMember,
    /// R68.
    RemovalCancelled,
    /// Nobody is there who could be removed, or not yet.
    NothingToRemove,
    /// The removal of the member is neither pending nor done.
    NothingToRestore,
    /// The record is kept without a member, because a gate is closed and it gives no access anyway
    /// (D6).
    NotAddedBehindGate(Gate),
    /// D2.
    NotAutomatic,
    /// D21, I4.
    NotLive(Mode),
    /// D10.
    Protected,
    /// D17.
    Held,
    /// D1.
    LongDeactivated,
    /// D22.
    DirectoryManages,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoAddressYet => "no address yet",
            Self::LinkedExistingMember => "linked existing member",
            Self::RestoredMember => "restored member",
            Self::RemovalCancelled => "removal cancelled",
            Self::NothingToRemove => "nothing to remove",
            Self::NothingToRestore => "nothing to restore",
            Self::NotAddedBehindGate(Gate::PlanLapsed) => {
                "recorded, not added: the plan of this account does not include provisioning"
            }
            Self::NotAddedBehindGate(_) => {
                "recorded, not added: single sign-on is not active for this account"
            }
            Self::NotAutomatic => "recorded, not applied: automatic create and remove is off",
            Self::NotLive(Mode::Observing) => {
                "recorded, not applied: the directory is only observed until an admin goes live"
            }
            Self::NotLive(_) => "recorded, not applied: provisioning is paused",
            Self::Protected => "recorded, not applied: the member is protected",
            Self::Held => "held: more members have left within 24 hours than this account allows",
            Self::LongDeactivated => "deactivated for the whole grace period",
            Self::DirectoryManages => "left alone: the directory manages this member",
        })
    }
}

/// Why a decision is no.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Nothing gives access through a closed gate (D6, D7). 403 on the wire.
    #[error(transparent)]
    GateClosed(Gate),
    /// D8. 403 on the wire.
    #[error(
        "all seats of this account are taken ({used} of {limit}): free one, or raise the limit in \
         the app, then start the provisioning again"
    )]
    SeatsTaken {
        /// Taken now.
        used: u64,
        /// What the app allows.
        limit: u64,
    },
    /// D10.
    #[error("this member is protected: take the protection away first")]
    Protected,
    /// The app stated somebody who is there.
    #[error("this person is already a member")]
    AlreadyMember,
    /// A file lists somebody whose removal is pending or held.
    #[error("the removal of this member is pending: restore them first, or let them go")]
    Leaving,
    /// An edit of somebody who was removed.
    #[error("this person was removed: restore them first")]
    Gone,
    /// An edit of what the directory has written (D22).
    #[error("the directory manages this member: change {} there", .0.join(", "))]
    DirectoryManages(Vec<&'static str>),
}
