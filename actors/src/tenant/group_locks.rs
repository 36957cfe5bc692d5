//! Who may change the members of a group now. Small changes go side by side, a large one alone:
//! what it has worked out must still be true when it counts. Those who come meanwhile wait.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError, Weak},
};

use tokio::sync::RwLock;
use uuid::Uuid;

/// A lock for each group that somebody changes at the moment.
#[derive(Debug, Default)]
pub(crate) struct GroupLocks {
    locks: Mutex<HashMap<Uuid, Weak<RwLock<()>>>>,
}

impl GroupLocks {
    /// The lock of a group. It is fair: a large change is not overtaken for ever by small ones.
    pub(crate) fn of(&self, group: Uuid) -> Arc<RwLock<()>> {
        let mut locks = self.locks.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(lock) = locks.get(&group).and_then(Weak::upgrade) {
            return lock;
        }
        locks.retain(|_, lock| lock.strong_count() > 0);
        let lock = Arc::default();
        locks.insert(group, Arc::downgrade(&lock));
        lock
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_has_one_lock_as_long_as_somebody_has_it() {
        let locks = GroupLocks::default();
        let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let first = locks.of(one);
        assert!(Arc::ptr_eq(&first, &locks.of(one)));
        assert!(!Arc::ptr_eq(&first, &locks.of(other)));
        drop(first);
        locks.of(other);
        assert_eq!(locks.locks.lock().unwrap().len(), 1, "the unused are gone");
    }
}
