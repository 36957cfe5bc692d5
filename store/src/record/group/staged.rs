//! A large change of a group's members, on its way through many commits.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    error::EngineError,
    record::{decode, encode},
};

const KIND: &str = "staged change";

/// Stands as long as any row of the group may be tagged, or is left of a group that is gone. There
/// is at most one for a group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StagedRecord {
    /// Which change.
    pub change: Uuid,
    /// How its rows are to be read.
    pub state: StagedState,
    /// Rows that say [`super::member::Tag::Add`], while it is pending.
    pub added: u64,
    /// Rows that say [`super::member::Tag::Remove`], while it is pending.
    pub removed: u64,
    /// When whoever finds it may take it for left behind, and sweep.
    pub at: Timestamp,
}

/// What became of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StagedState {
    /// Rows come in; none counts yet.
    Pending,
    /// All of it counts.
    Applied,
    /// Nothing of it counts, now or ever.
    Dropped,
}

impl StagedRecord {
    /// Whether its rows count.
    pub(crate) fn is_applied(&self) -> bool {
        self.state == StagedState::Applied
    }

    pub(crate) fn decode(value: &[u8]) -> Result<Self, EngineError> {
        decode(KIND, value)
    }

    pub(crate) fn encode(&self) -> Result<Vec<u8>, EngineError> {
        encode(KIND, self)
    }
}
