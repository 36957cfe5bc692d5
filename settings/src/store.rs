//! `[store]`: the embedded database.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// `[store]`: the embedded database.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields, expecting = "a table")]
pub struct Store {
    /// The directory that holds `rosterd.redb`.
    pub path: PathBuf,
    /// Memory for pages of the database, in bytes.
    #[serde(with = "crate::bytes")]
    pub cache_bytes: u64,
    /// What a start after a crash costs, against what every commit costs.
    pub recovery: Recovery,
    /// Operations that share one commit, at most.
    #[serde(deserialize_with = "crate::count::deserialize")]
    pub batch: usize,
    /// Writes waiting for the writer, of all tenants together.
    #[serde(deserialize_with = "crate::count::deserialize")]
    pub queue: usize,
}

impl Default for Store {
    fn default() -> Self {
        Self {
            path: PathBuf::from("/var/lib/rosterd"),
            cache_bytes: 64 << 20,
            recovery: Recovery::Fast,
            batch: 64,
            queue: 4096,
        }
    }
}

/// What a start after a crash costs, against what every commit costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Recovery {
    /// Each commit writes what a restart needs: a crashed store opens at once.
    Fast,
    /// Commits write less: a crashed store is walked through once before it opens.
    Lean,
}
