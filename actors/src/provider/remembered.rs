//! Credentials that were verified, remembered so that the next request with the same one reads no
//! rows for it.
//!
//! Nothing here goes stale: what is remembered counts for the epoch in which it was read, and the
//! store ends that epoch before it answers a change of any token or tenant (R48). Expiry is not a
//! change, so it is looked at for every request.

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
};

use roster::TenantId;
use scim::schema::Catalog;
use store::{
    record::token::{SecretDigest, TokenPass},
    writer::AccessEpoch,
};

/// Credentials remembered. When there are more, remembering begins anew.
const MOST: usize = 4_096;

/// What a credential stands for.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Verified {
    pub(super) tenant: TenantId,
    pub(super) token: TokenPass,
    /// The tenant wants every tolerance off.
    pub(super) strict: bool,
    /// No two groups of the tenant may have one name.
    pub(super) unique_group_names: bool,
    /// The tenant's resource types.
    pub(super) catalog: Arc<Catalog>,
}

/// By the digest of what the header held.
#[derive(Debug, Default)]
pub(super) struct Remembered {
    memory: RwLock<Memory>,
}

#[derive(Debug, Default)]
struct Memory {
    /// None until something is remembered.
    epoch: Option<AccessEpoch>,
    verified: HashMap<SecretDigest, Arc<Verified>>,
}

impl Remembered {
    /// What was verified in the epoch that the request's snapshot shows.
    pub(super) fn find(&self, epoch: AccessEpoch, sent: &SecretDigest) -> Option<Arc<Verified>> {
        let memory = self.memory.read().unwrap_or_else(PoisonError::into_inner);
        let of_this_epoch = memory.epoch == Some(epoch);
        of_this_epoch
            .then(|| memory.verified.get(sent).cloned())
            .flatten()
    }

    /// Keeps what was verified in a snapshot of an epoch. What was kept of an earlier one is dropped.
    pub(super) fn keep(&self, epoch: AccessEpoch, sent: SecretDigest, verified: &Arc<Verified>) {
        let mut memory = self.memory.write().unwrap_or_else(PoisonError::into_inner);
        if memory.epoch != Some(epoch) {
            // A request that was slow enough to meet a later epoch has nothing to add to it.
            if memory.epoch > Some(epoch) {
                return;
            }
            memory.epoch = Some(epoch);
            memory.verified.clear();
        }
        if memory.verified.len() >= MOST {
            memory.verified.clear();
        }
        memory.verified.insert(sent, Arc::clone(verified));
    }
}

#[cfg(test)]
mod tests;
