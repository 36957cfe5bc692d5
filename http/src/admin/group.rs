//! Groups on the admin API.

use serde::{Deserialize, Serialize};

/// A group as the directory pushed it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct GroupView {
    /// The id of the directory record.
    pub id: String,
    /// `displayName`, as received.
    pub name: String,
    /// How many members it has.
    pub members: u64,
}
