//! What a decision says.

use std::fmt;

use crate::Member;

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
    /// The grace period runs.
    RemovalScheduled,
    /// It runs no more.
    RemovalCancelled,
    /// The membership has ended.
    Removed,
    /// A tombstone became a member again.
    Restored,
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
    /// The grace period was raised while the removal was pending (D4).
    GraceExtended,
    /// The record is kept without a member, because single sign-on is not active and it gives no
    /// access anyway (D6).
    NotAddedWithoutSingleSignOn,
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
            Self::GraceExtended => "the grace period was raised",
            Self::NotAddedWithoutSingleSignOn => {
                "recorded, not added: single sign-on is not active for this account"
            }
        })
    }
}

/// Why a decision is no.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Nothing gives access without single sign-on (D6). 403 on the wire.
    #[error(
        "single sign-on is not active for this account, so that nobody is let in: set up SAML or \
         OIDC in the app, then start the provisioning again"
    )]
    SingleSignOnInactive,
    /// The app stated somebody who is there.
    #[error("this person is already a member")]
    AlreadyMember,
}
