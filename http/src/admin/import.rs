//! Imports on the admin API (R88).

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// A part of a file.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewImport {
    /// What the file is called: the source of the activity entries.
    pub file: String,
    /// Says what would become of the rows, and writes nothing.
    #[serde(default)]
    pub dry_run: bool,
    /// In a dry run: how many seats the parts before would have taken.
    #[serde(default)]
    pub seats_ahead: u64,
    /// In the order of the file.
    pub rows: Vec<ImportRow>,
}

/// A row of it. What is none was not said, and stays as it is; an empty text takes away.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ImportRow {
    /// Where it stands.
    pub line: u64,
    /// The address that identifies the member.
    pub email: String,
    /// None takes the address for a new member.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_name: Option<String>,
    /// For people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// The user group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_group: Option<String>,
    /// All classes: those that are not named are taken away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub classes: Option<Vec<String>>,
    /// Whether the member teaches.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub teacher: Option<bool>,
}

/// What has become of a part, or would.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ImportView {
    /// In the order of the file.
    pub rows: Vec<ImportedView>,
    /// Members with access when all is done.
    pub seats: u64,
    /// How many may have it; none: any number.
    pub seat_limit: Option<u64>,
}

/// What has become of a row, or would.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ImportedView {
    /// Where it stands.
    pub line: u64,
    /// The address.
    pub email: String,
    /// The word for it.
    pub result: ImportResult,
    /// The member's id; none where there is none, or would only be one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<String>,
    /// Field → `{"from":…,"to":…}`: what changed, or was left alone where the directory manages the
    /// member.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub changes: Map<String, Value>,
    /// Why the row was refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<RowError>,
}

/// What is made of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImportResult {
    /// A new member.
    Added,
    /// Somebody who was removed is a member again, with the same id.
    Restored,
    /// A member is what the row says.
    Updated,
    /// They were so already.
    Unchanged,
    /// The directory has made them what they are, and they are left alone (D22).
    Managed,
    /// Nothing: `error` says why.
    Refused,
}

/// Why a row was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowError {
    /// A stable word, e.g. `seats-taken`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The sentence.
    pub detail: String,
}

impl ImportResult {
    /// The word that it is written with.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Restored => "restored",
            Self::Updated => "updated",
            Self::Unchanged => "unchanged",
            Self::Managed => "managed",
            Self::Refused => "refused",
        }
    }
}
