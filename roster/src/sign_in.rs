//! Who may sign in: the member's state, and what the tenant's settings make of it.

use crate::{Member, MemberState, Settings};

/// Why somebody may not. Displays as a sentence for the app to log or show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Denial {
    /// R8.
    #[error("deactivated by the directory")]
    Deactivated,
    /// D3, or deactivated before the delete.
    #[error("deleted by the directory, and waiting for removal")]
    Leaving,
    /// The membership has ended.
    #[error("removed from the account")]
    Removed,
    /// D23.
    #[error("the directory has not pushed this person, and only those it pushes may sign in")]
    NotProvisioned,
}

impl Denial {
    /// The word that it is written with.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Deactivated => "deactivated",
            Self::Leaving => "leaving",
            Self::Removed => "removed",
            Self::NotProvisioned => "not_provisioned",
        }
    }
}

/// Whether a member may sign in now.
pub fn sign_in(member: &Member, settings: &Settings) -> Result<(), Denial> {
    let leaving = member.gone_since.is_some() && !member.protected;
    match member.state {
        MemberState::Deactivated => Err(Denial::Deactivated),
        MemberState::Removed { .. } => Err(Denial::Removed),
        MemberState::Pending { blocked, .. } | MemberState::Held { blocked, .. }
            if blocked || settings.block_pending =>
        {
            Err(Denial::Leaving)
        }
        MemberState::Active if leaving && settings.block_pending => Err(Denial::Leaving),
        MemberState::Unmanaged if settings.only_provisioned => Err(Denial::NotProvisioned),
        MemberState::Active
        | MemberState::Unmanaged
        | MemberState::Pending { .. }
        | MemberState::Held { .. } => Ok(()),
    }
}

#[cfg(test)]
mod tests;
