//! Who wrote each field of a member, on the admin API (I7).

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A member, field by field.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ProvenanceView {
    /// The member's id.
    pub member: String,
    /// When the member came to be.
    pub created_at: Timestamp,
    /// The id of the directory record, if there is one.
    pub user: Option<String>,
    /// When that record was made.
    pub recorded_at: Option<Timestamp>,
    /// Where the activity log begins, if older entries were dropped.
    pub log_begins: Option<LogBeginsView>,
    /// The member's own fields first, and then the attributes of the directory record.
    pub fields: Vec<FieldView>,
}

/// The oldest entry that is kept.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct LogBeginsView {
    /// Its number.
    pub entry: u64,
    /// When it happened.
    pub at: Timestamp,
}

/// One field.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct FieldView {
    /// `member` or `record`.
    pub of: String,
    /// E.g. `user_name` of a member, `userName` of a record.
    pub field: String,
    /// As it is kept; null where there is nothing.
    pub value: Value,
    /// Who wrote it last, if that is known.
    pub origin: Option<OriginView>,
    /// Why it is not known.
    pub missing: Option<MissingView>,
    /// Who comes before whom, the first one first.
    pub precedence: Vec<String>,
    /// Why it is so.
    pub rule: String,
}

/// Who wrote something, and when.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct OriginView {
    /// `directory`, `admin`, `app`, `import`, `timer` or `group_mapping`.
    pub source: String,
    /// The way in of whoever brought it, as in the activity log. Of group mapping: of who changed the
    /// groups or the table.
    pub by: String,
    /// The token's public id.
    pub token: Option<String>,
    /// The token's name, who the admin is, or what the file is called.
    pub name: Option<String>,
    /// The User-Agent, as sent; of a file, who brought it.
    pub client: Option<String>,
    /// The id that the client got with its answer.
    pub request_id: String,
    /// When.
    pub at: Timestamp,
    /// The number of the entry in the activity log.
    pub entry: u64,
}

/// Why the origin is not known.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct MissingView {
    /// A stable word, e.g. `never_set` or `dropped`.
    pub reason: String,
    /// The same as a sentence.
    pub says: String,
}
