//! Lists on the admin API.

use serde::{Deserialize, Serialize};

/// Which part of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListQuery {
    /// The cursor that the page before gave.
    pub after: Option<String>,
    /// Items on the page, at most.
    pub limit: usize,
    /// Activity only: newest first.
    pub descending: bool,
}

/// A page of JSON objects and the cursor of the next one.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PageOf<T> {
    /// In the order of the list.
    pub items: Vec<T>,
    /// None on the last page.
    pub next: Option<String>,
}
