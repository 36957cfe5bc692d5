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
    /// How it came to be empty before anybody has decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub emptied: Option<Emptied>,
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

/// How the last member has left a hold that nobody has decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Emptied {
    /// Removed by an admin who did not wait.
    Removed,
    /// Pushed by the directory again.
    Returned,
    /// Taken back by an admin.
    Undone,
}

impl HoldRecord {
    /// Whether others may join it, and an admin may decide.
    pub fn is_open(&self) -> bool {
        self.decided.is_none() && self.emptied.is_none()
    }

    /// Whether it is open, or how it was closed.
    pub fn state(&self) -> &'static str {
        match (self.decided, self.emptied) {
            (Some(HoldDecision::Approved), _) => "approved",
            (Some(HoldDecision::Discarded), _) => "discarded",
            (None, Some(Emptied::Removed)) => "removed",
            (None, Some(Emptied::Returned)) => "returned",
            (None, Some(Emptied::Undone)) => "undone",
            (None, None) => "open",
        }
    }

    pub(crate) fn decode(value: &[u8]) -> Result<Self, EngineError> {
        super::decode(KIND, value)
    }

    pub(crate) fn encode(&self) -> Result<Vec<u8>, EngineError> {
        super::encode(KIND, self)
    }
}
