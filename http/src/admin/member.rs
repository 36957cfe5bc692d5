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

/// A member as it is now.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct MemberView {
    /// The server's id.
    pub id: String,
    /// The state of product §1d, e.g. `pending`.
    pub state: String,
    /// Whether the member may sign in now (R8).
    pub may_sign_in: bool,
    /// `directory` or `app`.
    pub origin: String,
    /// The id of the directory record, if there is one.
    pub user: Option<String>,
    /// What they are called at sign-in.
    pub user_name: String,
    /// For people.
    pub display_name: Option<String>,
    /// The address that identifies the member.
    pub email: String,
    /// When a pending removal is carried out.
    pub due: Option<Timestamp>,
    /// When the member came to be.
    pub created_at: Timestamp,
    /// When the state last changed.
    pub changed_at: Timestamp,
}
