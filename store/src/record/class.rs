//! A class that group mapping has made (R57, D15, D16).

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::error::EngineError;

const KIND: &str = "class";

/// Stays when it is archived, because the app's work hangs on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassRecord {
    /// Of the group that it is, or `named:` and the folded name.
    pub id: String,
    /// Follows the name of the group.
    pub name: String,
    /// When its group was deleted, or no row made it a class any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub archived_at: Option<Timestamp>,
}

impl ClassRecord {
    pub(crate) fn decode(value: &[u8]) -> Result<Self, EngineError> {
        super::decode(KIND, value)
    }

    pub(crate) fn encode(&self) -> Result<Vec<u8>, EngineError> {
        super::encode(KIND, self)
    }
}
