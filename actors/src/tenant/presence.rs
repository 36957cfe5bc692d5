//! Who is inside a tenant right now: what keeps it from being passivated.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use tokio::time::Instant;

/// Set when the tenant is leaving; then nobody comes in.
const CLOSED: usize = usize::MAX;

/// Counts guests and remembers when the last one left.
#[derive(Debug)]
pub(crate) struct Presence {
    guests: AtomicUsize,
    last_left: Mutex<Instant>,
}

/// One request inside the tenant.
#[derive(Debug)]
pub(crate) struct Guest {
    presence: Arc<Presence>,
}

impl Presence {
    pub(crate) fn new() -> Arc<Self> {
        Arc::new(Self {
            guests: AtomicUsize::new(0),
            last_left: Mutex::new(Instant::now()),
        })
    }

    /// `None` when the tenant is leaving: whoever wants in must have it activated again.
    pub(crate) fn enter(self: &Arc<Self>) -> Option<Guest> {
        self.guests
            .fetch_update(Ordering::AcqRel, Ordering::Acquire, |guests| {
                (guests != CLOSED).then(|| guests + 1)
            })
            .ok()?;
        Some(Guest {
            presence: Arc::clone(self),
        })
    }

    /// Closes the tenant if nobody is inside and nobody was for `idle`.
    pub(crate) fn close_if_idle(&self, idle: Duration) -> bool {
        let last_left = *self
            .last_left
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        last_left.elapsed() >= idle
            && self
                .guests
                .compare_exchange(0, CLOSED, Ordering::AcqRel, Ordering::Acquire)
                .is_ok()
    }

    /// Requests inside now.
    pub(crate) fn guests(&self) -> usize {
        match self.guests.load(Ordering::Acquire) {
            CLOSED => 0,
            guests => guests,
        }
    }
}

impl Drop for Guest {
    fn drop(&mut self) {
        *self
            .presence
            .last_left
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = Instant::now();
        self.presence.guests.fetch_sub(1, Ordering::AcqRel);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const IDLE: Duration = Duration::from_mins(1);

    #[tokio::test(start_paused = true)]
    async fn a_tenant_closes_only_when_empty_for_long_enough() {
        let presence = Presence::new();
        let guest = presence.enter().unwrap();
        tokio::time::advance(IDLE).await;
        assert!(!presence.close_if_idle(IDLE), "somebody is inside");

        drop(guest);
        assert!(!presence.close_if_idle(IDLE), "somebody was just inside");
        tokio::time::advance(IDLE).await;
        assert!(presence.close_if_idle(IDLE));
        assert!(presence.enter().is_none(), "closed is closed");
        assert_eq!(presence.guests(), 0);
    }
}
