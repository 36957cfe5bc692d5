//! The activity log on the admin API.

use jiff::Timestamp;

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
