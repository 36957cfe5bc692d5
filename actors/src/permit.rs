//! Room for one piece of work. ractor's mailboxes have no bound, so the bound is here: whoever
//! wants to send takes a permit first, the permit travels with the message, on into the store's
//! queue, and comes back when the work is answered or dropped.

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// A budget that may lie inside a wider one: the tenant's inside the process's.
#[derive(Debug, Clone)]
pub(crate) struct Room {
    places: Arc<Semaphore>,
    size: usize,
    within: Option<Arc<Semaphore>>,
}

/// One place in a `Room`, and in the wider one; given back on drop.
#[derive(Debug)]
#[must_use = "the place is free again as soon as the permit is dropped"]
pub(crate) struct Permit {
    _place: OwnedSemaphorePermit,
    _within: Option<OwnedSemaphorePermit>,
}

/// Which budget had no place left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Full {
    /// This tenant's (or this actor's) own budget.
    #[error("too much of this account's work is waiting")]
    Own,
    /// The budget of the whole process.
    #[error("too much work is waiting")]
    Process,
}

impl Room {
    /// A budget of its own.
    pub(crate) fn new(size: usize) -> Self {
        Self {
            places: Arc::new(Semaphore::new(size)),
            size,
            within: None,
        }
    }

    /// A budget inside this one: work needs a place in both.
    pub(crate) fn nested(&self, size: usize) -> Self {
        Self {
            within: Some(Arc::clone(&self.places)),
            ..Self::new(size)
        }
    }

    /// Takes a place now, or says which budget is full. Never waits.
    pub(crate) fn enter(&self) -> Result<Permit, Full> {
        let place = Arc::clone(&self.places)
            .try_acquire_owned()
            .map_err(|_| Full::Own)?;
        let within = match &self.within {
            Some(within) => Some(
                Arc::clone(within)
                    .try_acquire_owned()
                    .map_err(|_| Full::Process)?,
            ),
            None => None,
        };
        Ok(Permit {
            _place: place,
            _within: within,
        })
    }

    /// Places taken now.
    pub(crate) fn taken(&self) -> usize {
        self.size.saturating_sub(self.places.available_permits())
    }
}

#[cfg(test)]
mod tests;
