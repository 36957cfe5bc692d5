//! Work that is carried on in many small commits, so that others are served between them.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::HoldDecision;
use crate::error::EngineError;

const KIND: &str = "job";

/// Stands as long as there is something left of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobRecord {
    /// Counted per tenant, from 1: the first is done first.
    pub number: u64,
    /// When it was begun.
    pub since: Timestamp,
    /// What is to be done.
    pub task: Task,
    /// The last one that was looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Uuid>,
    /// How many were looked at.
    pub seen: u64,
    /// Whom it is about, where it names them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub users: Vec<Uuid>,
}

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Task {
    /// What directory records say is acted upon at last; [`Self::Members`] follows. Records come
    /// first, because they may bring somebody back whom the second part would remove.
    Records,
    /// What became of members meanwhile is acted upon at last.
    Members,
    /// The members of a hold go, or stay.
    Hold {
        /// Which hold.
        hold: u64,
        /// Which of both.
        decision: HoldDecision,
    },
    /// What groups give is worked out anew: first which of them are classes; [`Self::Assignments`]
    /// follows.
    Mapping,
    /// What all members have by their groups is worked out anew.
    Assignments,
    /// What the members of a group have.
    Group {
        /// Which group.
        group: Uuid,
    },
    /// What the users whom the job names have.
    Users,
}

impl Task {
    /// What follows in the same job.
    pub(crate) fn second_part(self) -> Option<Self> {
        match self {
            Self::Records => Some(Self::Members),
            Self::Mapping => Some(Self::Assignments),
            _ => None,
        }
    }
}

impl JobRecord {
    pub(crate) fn decode(value: &[u8]) -> Result<Self, EngineError> {
        super::decode(KIND, value)
    }

    pub(crate) fn encode(&self) -> Result<Vec<u8>, EngineError> {
        super::encode(KIND, self)
    }
}
