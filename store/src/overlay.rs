//! One operation's writes, held back until it has succeeded.
//!
//! redb cannot roll back one member of a batch, so an operation never writes into the batch's
//! transaction: it writes here, and the writer puts the changes through when the operation has
//! said yes. Dropping the overlay is the roll-back.

use std::{
    cmp::Ordering,
    collections::{BTreeMap, btree_map},
    ops::{Bound, ControlFlow},
};

use crate::{
    engine::{Direction, KeyRange, Rows, Visit},
    error::EngineError,
    record::Entered,
};

/// The rows of the batch so far, which hold what earlier operations of the batch wrote, with one
/// operation's own writes on top.
pub struct Overlay<'t> {
    base: &'t dyn Rows,
    /// None: the row is deleted.
    changes: Changes,
    told: Option<Entered>,
}

/// What an operation wrote: `None` for a deleted row.
pub type Changes = BTreeMap<Vec<u8>, Option<Vec<u8>>>;

impl std::fmt::Debug for Overlay<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Overlay")
            .field("changes", &self.changes.len())
            .finish_non_exhaustive()
    }
}

impl<'t> Overlay<'t> {
    /// An overlay with nothing written yet.
    pub fn new(base: &'t dyn Rows) -> Self {
        Self {
            base,
            changes: Changes::new(),
            told: None,
        }
    }

    /// Writes a row, over the one that is there.
    pub fn put(&mut self, key: Vec<u8>, value: Vec<u8>) {
        self.changes.insert(key, Some(value));
    }

    /// Removes a row, if it is there.
    pub fn delete(&mut self, key: Vec<u8>) {
        self.changes.insert(key, None);
    }

    /// Says that an entry was written that has events: the feed of all tenants goes on with it.
    pub(crate) fn tell(&mut self, entered: Entered) {
        self.told = Some(match self.told.take() {
            Some(before) => before.and(entered),
            None => entered,
        });
    }

    /// The writes, in key order.
    pub fn into_changes(self) -> Changes {
        self.changes
    }

    /// As [`Self::into_changes`], and the entries with events.
    pub(crate) fn into_parts(self) -> (Changes, Option<Entered>) {
        (self.changes, self.told)
    }
}

impl Rows for Overlay<'_> {
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, EngineError> {
        match self.changes.get(key) {
            Some(change) => Ok(change.clone()),
            None => self.base.get(key),
        }
    }

    fn scan(
        &self,
        range: KeyRange<'_>,
        direction: Direction,
        visit: &mut Visit<'_>,
    ) -> Result<(), EngineError> {
        if range.is_empty() {
            return Ok(());
        }
        let mut own = OwnRows::new(&self.changes, range, direction);
        let mut flow = ControlFlow::Continue(());
        self.base.scan(range, direction, &mut |key, value| {
            flow = own.merge(key, value, visit);
            flow
        })?;
        if flow.is_continue() {
            own.visit_rest(visit);
        }
        Ok(())
    }
}

/// Whether a row of the base has been overwritten or deleted.
enum Hidden {
    Yes,
    No,
}

/// The changes of a range, taken in the order of the scan.
struct OwnRows<'c> {
    rows: btree_map::Range<'c, Vec<u8>, Option<Vec<u8>>>,
    next: Option<(&'c Vec<u8>, &'c Option<Vec<u8>>)>,
    direction: Direction,
}

impl<'c> OwnRows<'c> {
    fn new(changes: &'c Changes, range: KeyRange<'_>, direction: Direction) -> Self {
        let bounds = (Bound::Included(range.from), Bound::Excluded(range.to));
        let mut own = Self {
            rows: changes.range::<[u8], _>(bounds),
            next: None,
            direction,
        };
        own.advance();
        own
    }

    fn advance(&mut self) {
        self.next = match self.direction {
            Direction::Ascending => self.rows.next(),
            Direction::Descending => self.rows.next_back(),
        };
    }

    /// Visits a row of the base in its turn.
    fn merge(&mut self, key: &[u8], value: &[u8], visit: &mut Visit<'_>) -> ControlFlow<()> {
        match self.visit_before(key, visit)? {
            Hidden::Yes => ControlFlow::Continue(()),
            Hidden::No => visit(key, value),
        }
    }

    /// Visits the own rows that come before a key of the base, and the one in its place.
    fn visit_before(&mut self, base: &[u8], visit: &mut Visit<'_>) -> ControlFlow<(), Hidden> {
        while let Some((key, change)) = self.next {
            let order = match self.direction {
                Direction::Ascending => key.as_slice().cmp(base),
                Direction::Descending => base.cmp(key),
            };
            if order == Ordering::Greater {
                break;
            }
            self.advance();
            if let Some(value) = change {
                visit(key, value)?;
            }
            if order == Ordering::Equal {
                return ControlFlow::Continue(Hidden::Yes);
            }
        }
        ControlFlow::Continue(Hidden::No)
    }

    fn visit_rest(&mut self, visit: &mut Visit<'_>) {
        while let Some((key, change)) = self.next {
            self.advance();
            if let Some(value) = change
                && visit(key, value).is_break()
            {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests;
