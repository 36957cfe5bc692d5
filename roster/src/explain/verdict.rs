//! What the matter is, as one word.

use super::Rejection;

/// The first link that does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// No directory is connected: there is no token, or none was ever used (R82).
    NeverConnected,
    /// There was a token, and none is good any more.
    NoToken,
    /// The directory uses a token that does not open the door (R80, R85).
    TokenRejected(Rejection),
    /// The directory calls where nothing is (R79).
    WrongUrl,
    /// The directory's calls are refused before they are about anybody.
    CallRefused,
    /// The directory has fallen silent, and never sent this person or group before (I10).
    Silent,
    /// The directory never sent this person: not assigned there (R82).
    NeverReceived,
    /// What was known of the person was erased.
    Erased,
    /// The directory's call was refused.
    Refused,
    /// The record has no address.
    NoAddress,
    /// A gate is closed (D6, D7).
    GateClosed(crate::Gate),
    /// Automatic create and remove is off (D2).
    NotAutomatic,
    /// Provisioning is paused (D21).
    Paused,
    /// The directory is only observed (I4).
    Observing,
    /// No seat was free (D8).
    SeatsTaken,
    /// The directory has deactivated the person (R8).
    Deactivated,
    /// Deleted in the directory, and waiting (R64).
    Pending,
    /// Deleted with too many others at once (D17).
    Held,
    /// Removed.
    Removed,
    /// Deleted in the directory, and still a member: nobody is removed automatically (D2).
    NotRemoved,
    /// The directory takes access away, and the member is protected (D10).
    Protected,
    /// Not pushed by the directory, and only those may sign in (D23).
    NotProvisioned,
    /// Recorded, and to be acted upon with the next call of the directory.
    NotYetApplied,
    /// A member whom no directory manages.
    Unmanaged,
    /// Nothing is the matter.
    WithAccess,
    /// A row waits for a group of this name, and the directory has pushed none (R83).
    GroupNeverPushed,
    /// The directory has deleted the group.
    GroupDeleted,
    /// The group was pushed, and its members have nothing by it.
    GroupNotMapped,
    /// A row says that nothing is made of the group.
    GroupIgnored,
    /// Members of the group have something by it.
    GroupMapped,
}

impl Verdict {
    /// The word that it is written with.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NeverConnected => "never_connected",
            Self::NoToken => "no_token",
            Self::TokenRejected(Rejection::Altered) => "altered_token_in_use",
            Self::TokenRejected(Rejection::Expired) => "expired_token_in_use",
            Self::TokenRejected(Rejection::Revoked) => "revoked_token_in_use",
            Self::WrongUrl => "wrong_url",
            Self::CallRefused => "call_refused",
            Self::Erased => "erased",
            Self::Silent => "directory_silent",
            Self::NeverReceived => "never_received",
            Self::Refused => "refused",
            Self::NoAddress => "no_address",
            Self::GateClosed(gate) => gate.as_str(),
            Self::NotAutomatic => "not_automatic",
            Self::Paused => "paused",
            Self::Observing => "observing",
            Self::SeatsTaken => "seats_taken",
            Self::Deactivated => "deactivated",
            Self::Pending => "pending",
            Self::Held => "held",
            Self::Removed => "removed",
            Self::NotRemoved => "not_removed",
            Self::Protected => "protected",
            Self::NotProvisioned => "not_provisioned",
            Self::NotYetApplied => "not_yet_applied",
            Self::Unmanaged => "unmanaged",
            Self::WithAccess => "with_access",
            Self::GroupNeverPushed => "group_never_pushed",
            Self::GroupDeleted => "group_deleted",
            Self::GroupNotMapped => "group_not_mapped",
            Self::GroupIgnored => "group_ignored",
            Self::GroupMapped => "group_mapped",
        }
    }
}
