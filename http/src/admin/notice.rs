//! What admins of a tenant should know, on the admin API (D24).

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// One notice: an entry of the activity log, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeView {
    /// The number of the entry.
    pub entry: u64,
    /// When.
    pub at: Timestamp,
    /// The type of the event that tells the app, e.g. `sync.silent`.
    pub event: String,
    /// What has happened.
    pub says: String,
    /// What to do.
    pub advice: String,
}
