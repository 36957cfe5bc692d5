//! What the directory, the membership and the app disagree on, on the admin API (I5).

use serde::{Deserialize, Serialize};

/// The app's own list of its members. What is left out is not compared.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DriftRequest {
    /// None: only the directory and the membership are compared.
    #[serde(default)]
    pub members: Option<Vec<AppMember>>,
}

/// One member as the app has them.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AppMember {
    /// The address that identifies the member.
    pub email: String,
    /// Whether they may sign in.
    #[serde(default = "yes")]
    pub active: bool,
}

/// The differences. Silence of a directory about one person is none: it sends only changes.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct DriftView {
    /// How many there are, all lists together.
    pub total: usize,
    /// The directory has a record, and there is no member.
    pub not_members: Vec<DriftedView>,
    /// The directory and the membership do not agree on access, or on who is there.
    pub not_applied: Vec<DriftedView>,
    /// Members whom no directory manages.
    pub unmanaged: Vec<DriftedView>,
    /// The app has them, and they are no members here.
    pub only_in_app: Vec<DriftedView>,
    /// Members whom the app does not have.
    pub missing_in_app: Vec<DriftedView>,
    /// The app lets in whom it should not, or the other way round.
    pub access_differs: Vec<DriftedView>,
}

/// One difference.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DriftedView {
    /// The address, or else the userName.
    pub email: String,
    /// The member's id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<String>,
    /// The id of the directory record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user: Option<String>,
    /// What is different, and what to do.
    pub says: String,
}

fn yes() -> bool {
    true
}
