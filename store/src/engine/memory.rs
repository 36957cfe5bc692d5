//! Rows in a map: the model that [`super::redb`] is compared with, and what fast tests run on.
//! Nothing outlasts the process.

use std::{
    collections::BTreeMap,
    ops::Bound,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use super::{Direction, Engine, KeyRange, Rows, Snapshot, Transaction, Visit};
use crate::{
    error::{CommitError, EngineError},
    overlay::Overlay,
};

type Map = BTreeMap<Vec<u8>, Vec<u8>>;

/// Rows in a map. There is no file to let go of, so a close changes nothing, and a second store
/// can be started over what the first one left.
#[derive(Debug, Default)]
pub struct MemoryEngine {
    rows: Mutex<Arc<Map>>,
    /// Held for a whole commit: one writer at a time.
    writing: Mutex<()>,
}

impl MemoryEngine {
    /// An empty engine.
    pub fn new() -> Self {
        Self::default()
    }

    fn rows(&self) -> MutexGuard<'_, Arc<Map>> {
        // A commit changes the map only after its batch has succeeded, so it is whole even if the
        // batch panicked.
        self.rows.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Engine for MemoryEngine {
    fn snapshot(&self) -> Result<Box<dyn Snapshot>, EngineError> {
        Ok(Box::new(MemoryRows(Arc::clone(&self.rows()))))
    }

    fn commit(
        &self,
        batch: &mut dyn FnMut(&mut dyn Transaction) -> Result<(), EngineError>,
    ) -> Result<(), CommitError> {
        let _writing = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        let before = MemoryRows(Arc::clone(&self.rows()));
        let mut transaction = MemoryTransaction(Overlay::new(&before));
        batch(&mut transaction).map_err(CommitError::Refused)?;
        let changes = transaction.0.into_changes();
        drop(before);
        let mut rows = self.rows();
        let rows = Arc::make_mut(&mut rows);
        for (key, value) in changes {
            match value {
                Some(value) => rows.insert(key, value),
                None => rows.remove(&key),
            };
        }
        Ok(())
    }

    fn has_failed(&self) -> bool {
        false
    }

    fn reopen(&self) -> Result<(), EngineError> {
        Ok(())
    }

    fn close(&self) -> Result<(), EngineError> {
        Ok(())
    }
}

struct MemoryRows(Arc<Map>);

impl Snapshot for MemoryRows {}

impl Rows for MemoryRows {
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, EngineError> {
        Ok(self.0.get(key).cloned())
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
        let bounds = (Bound::Included(range.from), Bound::Excluded(range.to));
        let mut rows = self.0.range::<[u8], _>(bounds);
        while let Some((key, value)) = match direction {
            Direction::Ascending => rows.next(),
            Direction::Descending => rows.next_back(),
        } {
            if visit(key, value).is_break() {
                break;
            }
        }
        Ok(())
    }
}

struct MemoryTransaction<'t>(Overlay<'t>);

impl Transaction for MemoryTransaction<'_> {
    fn put(&mut self, key: &[u8], value: &[u8]) -> Result<(), EngineError> {
        self.0.put(key.to_vec(), value.to_vec());
        Ok(())
    }

    fn delete(&mut self, key: &[u8]) -> Result<(), EngineError> {
        self.0.delete(key.to_vec());
        Ok(())
    }
}

impl Rows for MemoryTransaction<'_> {
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, EngineError> {
        self.0.get(key)
    }

    fn scan(
        &self,
        range: KeyRange<'_>,
        direction: Direction,
        visit: &mut Visit<'_>,
    ) -> Result<(), EngineError> {
        self.0.scan(range, direction, visit)
    }
}
