//! A tenant's group mapping: the table, and how far a change of it has come.

use jiff::Timestamp;
use roster::mapping::Row;
use serde::{Deserialize, Serialize};

use crate::error::EngineError;

const KIND: &str = "mapping";

/// One row for a tenant. One that has none has [`MappingRecord::default`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MappingRecord {
    /// Grows by one with every change, and is the entity tag; 0 while there was none.
    pub version: u64,
    /// In force: whatever happens to a member is judged by these.
    pub rows: Vec<Row>,
    /// Members are brought in line with them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub applying: Option<Applying>,
}

/// A change that has not reached everybody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Applying {
    /// The number of the job.
    pub job: u64,
    /// When it was begun.
    pub since: Timestamp,
    /// What was in force before, and is again if the change is cancelled.
    pub before: Vec<Row>,
    /// This is the way back.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub cancelled: bool,
}

impl MappingRecord {
    pub(crate) fn decode(value: &[u8]) -> Result<Self, EngineError> {
        super::decode(KIND, value)
    }

    pub(crate) fn encode(&self) -> Result<Vec<u8>, EngineError> {
        super::encode(KIND, self)
    }
}
