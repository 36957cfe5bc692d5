//! The activity log on the admin API.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::ListQuery;

/// Which entries of the log. They must be all that is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActivityQuery {
    /// Which part of them.
    pub list: ListQuery,
    /// What was asked for, e.g. `create`.
    pub operation: Option<String>,
    /// `succeeded`, `failed` or `unchanged`.
    pub result: Option<String>,
    /// `token`, `admin`, `timer` or `app`, or the id or name of a token.
    pub source: Option<String>,
    /// An address or a name, or the id of a directory record, a member or a group.
    pub person: Option<String>,
    /// Not before.
    pub since: Option<Timestamp>,
    /// Before.
    pub until: Option<Timestamp>,
}

impl From<ListQuery> for ActivityQuery {
    /// All of them.
    fn from(list: ListQuery) -> Self {
        Self {
            list,
            operation: None,
            result: None,
            source: None,
            person: None,
            since: None,
            until: None,
        }
    }
}

/// Whether the log is what was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerifiedView {
    /// True when nothing is wrong.
    pub whole: bool,
    /// Entries that are as they were written, from the first one on.
    pub checked: u64,
    /// The first entry that is kept.
    pub first: u64,
    /// The last entry; 0 if there was none.
    pub last: u64,
    /// The hash of the last entry.
    pub head: String,
    /// The first entry that is not as it was written.
    pub broken: Option<BrokenView>,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BrokenView {
    /// Where; none where it can't be said.
    pub sequence: Option<u64>,
    /// What.
    pub fault: String,
}

/// Whom to erase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Erasure {
    /// The id of a member or of a directory record, or an address or a name.
    pub person: String,
}

/// What was erased.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErasedView {
    /// By which entries still know the person.
    pub ids: Vec<String>,
    /// Entries that say nothing more of the person.
    pub entries: u64,
}
