//! What holds the history together (P15): each entry's hash covers the hash of the one before. The
//! two ends of the chain stand in the tenant's counters, so no entry can be cut off at either.

use roster::TenantId;
use serde::{Deserialize, Serialize};

use super::Hash;

/// The ends of the chain, and what may still change in between.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chain {
    /// The last entry that was dropped.
    #[serde(default, skip_serializing_if = "Anchor::is_beginning")]
    pub anchor: Anchor,
    /// The hash of the last entry; none before the first one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub head: Option<Hash>,
    /// The sum of the seals of all tallies. Each seal tells that its tally is wrong, and the sum that
    /// one was put back to what it was before.
    #[serde(default, skip_serializing_if = "Hash::is_empty_sum")]
    pub tallies: Hash,
}

/// Where the chain begins: behind the last entry that was dropped because of its age.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    /// Its sequence number; 0 while all are kept.
    pub sequence: u64,
    /// Its hash.
    pub hash: Option<Hash>,
    /// How many changes there are entries of up to it.
    pub changes: u64,
}

impl Chain {
    /// What the first entry that is kept follows.
    pub(crate) fn begin(&self, tenant: TenantId) -> Hash {
        self.anchor.hash.unwrap_or_else(|| beginning(tenant))
    }

    /// What the next entry follows.
    pub(crate) fn end(&self, tenant: TenantId) -> Hash {
        self.head.unwrap_or_else(|| self.begin(tenant))
    }
}

impl Anchor {
    fn is_beginning(&self) -> bool {
        *self == Self::default()
    }
}

/// Another one for each tenant, so that one tenant's entries are nothing in another's history.
fn beginning(tenant: TenantId) -> Hash {
    Hash::of(&[b"the history of ", tenant.0.as_bytes()])
}
