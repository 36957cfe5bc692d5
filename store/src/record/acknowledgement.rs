//! That the app has taken in all events up to one (I6).

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::error::EngineError;

const KIND: &str = "acknowledgement";

/// The key says up to which event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acknowledgement {
    /// When the app said so.
    pub at: Timestamp,
    /// When it had been given the last of these events; not known after a restart in between.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivered_at: Option<Timestamp>,
}

impl Acknowledgement {
    pub(crate) fn decode(value: &[u8]) -> Result<Self, EngineError> {
        super::decode(KIND, value)
    }

    pub(crate) fn encode(&self) -> Result<Vec<u8>, EngineError> {
        super::encode(KIND, self)
    }
}
