//! Chance for operations: a secret of this process and a count, so that no call has to ask the
//! operating system.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use store::{
    operation::Seed,
    record::{DerivedKey, SigningKey},
};

/// Cheap to clone; clones give no seed twice.
#[derive(Debug, Clone)]
pub(crate) struct Seeds {
    key: DerivedKey,
    given: Arc<AtomicU64>,
}

impl Seeds {
    /// Out of random bytes that no other process has.
    pub(crate) fn new(random: [u8; 32]) -> Self {
        Self {
            key: SigningKey::new(random).derive("seeds"),
            given: Arc::default(),
        }
    }

    /// One that was not given before.
    pub(crate) fn next(&self) -> Seed {
        let count = self.given.fetch_add(1, Ordering::Relaxed);
        Seed::new(self.key.tag(&count.to_be_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_seed_is_given_twice() {
        let seeds = Seeds::new([1; 32]);
        let first = seeds.next();
        assert_ne!(first, seeds.clone().next());
        assert_ne!(first, Seeds::new([2; 32]).next());
    }
}
