//! How many connections may be open: in all, and per address.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
};

use tokio::sync::Notify;

/// The most connections at once; changed by a reload, so given anew with each knock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Most {
    pub(super) connections: usize,
    pub(super) per_address: usize,
}

/// Counts who is in.
#[derive(Debug, Default)]
pub(super) struct Door {
    inside: Mutex<Inside>,
    left: Notify,
}

#[derive(Debug, Default)]
struct Inside {
    total: usize,
    by_address: HashMap<IpAddr, usize>,
    turned_away: u64,
}

/// One connection's place; free again on drop.
#[derive(Debug)]
pub(super) struct Place {
    door: Arc<Door>,
    address: Option<IpAddr>,
}

impl Door {
    /// A place for a connection from `address` (a unix peer has none). Waits while the house is
    /// full, which leaves further connections in the kernel's queue; `None` when this address
    /// alone has too many.
    pub(super) async fn enter(
        self: &Arc<Self>,
        address: Option<IpAddr>,
        most: Most,
    ) -> Option<Place> {
        loop {
            let left = self.left.notified();
            let full = {
                let mut inside = self.inside.lock().unwrap_or_else(PoisonError::into_inner);
                if !inside.has_room_for(address, most) {
                    inside.turned_away += 1;
                    // The place that woke this one up is still free for another.
                    self.left.notify_one();
                    return None;
                }
                let full = inside.total >= most.connections;
                if !full {
                    inside.add(address);
                }
                full
            };
            if !full {
                let door = Arc::clone(self);
                return Some(Place { door, address });
            }
            left.await;
        }
    }

    /// Connections open now, and how many were turned away since the start.
    pub(super) fn counts(&self) -> (usize, u64) {
        let inside = self.inside.lock().unwrap_or_else(PoisonError::into_inner);
        (inside.total, inside.turned_away)
    }
}

impl Inside {
    fn has_room_for(&self, address: Option<IpAddr>, most: Most) -> bool {
        address
            .and_then(|address| self.by_address.get(&address))
            .is_none_or(|count| *count < most.per_address)
    }

    fn add(&mut self, address: Option<IpAddr>) {
        self.total += 1;
        if let Some(address) = address {
            *self.by_address.entry(address).or_default() += 1;
        }
    }

    fn remove(&mut self, address: Option<IpAddr>) {
        self.total = self.total.saturating_sub(1);
        let Some(address) = address else { return };
        if let Some(count) = self.by_address.get_mut(&address) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                self.by_address.remove(&address);
            }
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.door
            .inside
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(self.address);
        self.door.left.notify_one();
    }
}

#[cfg(test)]
mod tests;
