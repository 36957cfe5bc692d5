//! Groups on the admin API.

use serde::{Deserialize, Serialize};

use super::MappedView;

/// A group as the directory pushed it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct GroupView {
    /// The id of the directory record.
    pub id: String,
    /// `displayName`, as received.
    pub name: String,
    /// How many members it has.
    pub members: u64,
    /// What the directory calls it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_id: Option<String>,
    /// What group mapping makes of it.
    #[serde(default)]
    pub maps_to: MappedView,
}
