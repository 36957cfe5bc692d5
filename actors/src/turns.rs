//! So many at once, where a reload may change how many.

use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::Semaphore;

/// Whoever wants to go takes a turn out of the semaphore and waits if there is none.
#[derive(Debug)]
pub(crate) struct Turns {
    current: Mutex<Current>,
}

#[derive(Debug)]
struct Current {
    at_once: usize,
    turns: Arc<Semaphore>,
}

impl Turns {
    pub(crate) fn new(at_once: usize) -> Self {
        Self {
            current: Mutex::new(Current::new(at_once)),
        }
    }

    /// The turns as the settings in force have them. After a change, those who have a turn keep
    /// theirs and do not count any more.
    pub(crate) fn of(&self, at_once: usize) -> Arc<Semaphore> {
        let mut current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        if current.at_once != at_once {
            *current = Current::new(at_once);
        }
        Arc::clone(&current.turns)
    }
}

impl Current {
    fn new(at_once: usize) -> Self {
        Self {
            at_once,
            turns: Arc::new(Semaphore::new(at_once)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turns_are_shared_until_their_number_changes() {
        let turns = Turns::new(1);
        let taken = turns.of(1).try_acquire_owned().unwrap();
        assert!(turns.of(1).try_acquire().is_err());
        assert_eq!(turns.of(3).available_permits(), 3);
        drop(taken);
        assert_eq!(turns.of(3).available_permits(), 3);
    }
}
