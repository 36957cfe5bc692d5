//! What can be exported.

use serde::{Serialize, de::DeserializeOwned};

/// A row of a table that others read: its columns are a promise.
pub(super) trait Exported: DeserializeOwned + Serialize {
    /// The names of the columns.
    const HEADER: &'static [&'static str];

    /// One text for each column.
    fn cells(&self) -> Vec<String>;

    /// Whether it belongs into the table.
    fn is_wanted(&self) -> bool {
        true
    }
}
