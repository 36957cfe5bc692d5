//! What each commit has told: the order of the events of all tenants.
//!
//! Each tenant's events are in order by themselves. Across tenants the order is that of the commits,
//! and that of a commit's row within it. A row costs each commit one small write, however many
//! operations it holds.

use jiff::Timestamp;
use roster::TenantId;
use serde::{Deserialize, Serialize};

use crate::error::EngineError;

const KIND: &str = "commit";

/// Entries of one tenant that follow one another, some of which have events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entered {
    /// Whose.
    pub tenant: TenantId,
    /// The number of the first one.
    pub first: u64,
    /// The number of the last one.
    pub last: u64,
    /// When the last one was made.
    pub at: Timestamp,
}

/// One commit.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Commit(pub Vec<Entered>);

impl Entered {
    /// With later entries of the same tenant.
    pub(crate) fn and(self, later: Self) -> Self {
        Self {
            first: self.first.min(later.first),
            last: self.last.max(later.last),
            ..later
        }
    }
}

impl Commit {
    /// Adds what one more operation has told.
    pub(crate) fn add(&mut self, entered: Entered) {
        match self.0.iter_mut().find(|one| one.tenant == entered.tenant) {
            Some(one) => *one = one.and(entered),
            None => self.0.push(entered),
        }
    }

    /// When the last of it was made.
    pub(crate) fn at(&self) -> Option<Timestamp> {
        self.0.iter().map(|entered| entered.at).max()
    }

    pub(crate) fn decode(value: &[u8]) -> Result<Self, EngineError> {
        super::decode(KIND, value)
    }

    pub(crate) fn encode(&self) -> Result<Vec<u8>, EngineError> {
        super::encode(KIND, self)
    }
}
