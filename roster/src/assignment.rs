//! What a member has by group mapping (R55–R59).

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// Permissions, classes, and whether the member teaches. Kept while somebody is deactivated or waits
/// for removal, and with the tombstone, so that whoever comes back has it again.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Assignment {
    /// The app's user group, which sets permissions (R56).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_group: Option<String>,
    /// The ids of classes (R57).
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub classes: BTreeSet<String>,
    /// R58.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub teacher: bool,
}

impl Assignment {
    /// Nothing at all.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
