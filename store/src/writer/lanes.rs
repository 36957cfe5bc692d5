//! Round robin: a lane for each tenant that waits, and one item from each in turn.

use std::collections::{HashMap, VecDeque};

use roster::TenantId;

/// One tenant asks for much more than another if it has that many times its items.
const MUCH_MORE: usize = 2;

/// How the tenants of a batch compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Demand {
    /// All of them want about the same.
    Even,
    /// Somebody is about to wait for another's bulk.
    Uneven,
}

/// Items waiting, first in first out within a tenant. A tenant with nothing waiting costs nothing.
#[derive(Debug)]
pub(super) struct Lanes<T> {
    queues: HashMap<TenantId, VecDeque<T>>,
    /// Whose turn is next. Each tenant of `queues` is here once.
    turns: VecDeque<TenantId>,
    waiting: usize,
    /// How many of each tenant were taken since the last [`Lanes::settle`].
    taken: HashMap<TenantId, usize>,
}

impl<T> Lanes<T> {
    pub(super) fn new() -> Self {
        Self {
            queues: HashMap::new(),
            turns: VecDeque::new(),
            waiting: 0,
            taken: HashMap::new(),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.waiting
    }

    /// How many tenants wait: as many items are of a tenant each.
    pub(super) fn tenants(&self) -> usize {
        self.turns.len()
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
        *self.taken.entry(tenant).or_default() += 1;
        Some(item)
    }

    /// Ends a batch. Says whether, of those who had a part in it, some ask for much more than others.
    pub(super) fn settle(&mut self) -> Demand {
        let waiting = |tenant| self.queues.get(tenant).map_or(0, VecDeque::len);
        let asked: Vec<usize> = self
            .taken
            .iter()
            .map(|(tenant, taken)| taken + waiting(tenant))
            .collect();
        self.taken.clear();
        match (asked.iter().min(), asked.iter().max()) {
            (Some(least), Some(most)) if *most > MUCH_MORE * least => Demand::Uneven,
            _ => Demand::Even,
        }
    }
}

#[cfg(test)]
mod tests;
