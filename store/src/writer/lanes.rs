//! Round robin: a lane for each tenant that waits, and one item from each in turn.

use std::collections::{HashMap, VecDeque};

use roster::TenantId;

/// Items waiting, first in first out within a tenant. A tenant with nothing waiting costs nothing.
#[derive(Debug)]
pub(super) struct Lanes<T> {
    queues: HashMap<TenantId, VecDeque<T>>,
    /// Whose turn is next. Each tenant of `queues` is here once.
    turns: VecDeque<TenantId>,
    waiting: usize,
}

impl<T> Lanes<T> {
    pub(super) fn new() -> Self {
        Self {
            queues: HashMap::new(),
            turns: VecDeque::new(),
            waiting: 0,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.waiting
    }

    pub(super) fn push(&mut self, tenant: TenantId, item: T) {
        let queue = self.queues.entry(tenant).or_default();
        if queue.is_empty() {
            self.turns.push_back(tenant);
        }
        queue.push_back(item);
        self.waiting += 1;
    }

    /// The next item, of the tenant that has waited longest for its turn.
    pub(super) fn pop(&mut self) -> Option<T> {
        let tenant = self.turns.pop_front()?;
        let queue = self.queues.get_mut(&tenant)?;
        let item = queue.pop_front()?;
        if queue.is_empty() {
            self.queues.remove(&tenant);
        } else {
            self.turns.push_back(tenant);
        }
        self.waiting -= 1;
        Some(item)
    }
}

#[cfg(test)]
mod tests;
