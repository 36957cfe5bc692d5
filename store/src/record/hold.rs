//! A hold: removals that wait for an admin, because too many left at once (D17).

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::activity::Source;
use crate::error::EngineError;

const KIND: &str = "hold";

/// One batch. Its members are rows of their own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoldRecord {
    /// Counted per tenant, from 1.
    pub number: u64,
    /// Of the first removal that was held.
    pub opened_at: Timestamp,
    /// Who asked for it.
    pub source: Source,
    /// How many members are in it.
    pub members: u64,
    /// What an admin has decided; none while it is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided: Option<HoldDecision>,
}

/// What is to become of the removals of a hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HoldDecision {
    /// They go on.
    Approved,
    /// They are taken back.
    Discarded,
}

impl HoldRecord {
    pub(crate) fn decode(value: &[u8]) -> Result<Self, EngineError> {
        super::decode(KIND, value)
    }

    pub(crate) fn encode(&self) -> Result<Vec<u8>, EngineError> {
        super::encode(KIND, self)
    }
}
