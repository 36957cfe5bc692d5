//! The table as rows: inside a snapshot, and inside a commit.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use redb::{ReadOnlyTable, ReadableTable, StorageError, Table};

use super::failure::failure;
use crate::{
    engine::{Direction, KeyRange, Rows, Snapshot, Transaction, Visit},
    error::EngineError,
};

type Entry<'e> = Result<
    (
        redb::AccessGuard<'e, &'static [u8]>,
        redb::AccessGuard<'e, &'static [u8]>,
    ),
    StorageError,
>;

/// The table as of one commit. It keeps its read transaction alive by itself.
pub(super) struct RowsSnapshot {
    table: ReadOnlyTable<&'static [u8], &'static [u8]>,
    /// Where an error of the disk is reported.
    failed: Arc<AtomicBool>,
}

impl RowsSnapshot {
    pub(super) fn new(
        table: ReadOnlyTable<&'static [u8], &'static [u8]>,
        failed: Arc<AtomicBool>,
    ) -> Self {
        Self { table, failed }
    }

    fn watched<T>(&self, read: Result<T, EngineError>) -> Result<T, EngineError> {
        // Of this opening alone: another one is not concerned.
        if let Err(EngineError::Io(_) | EngineError::Closed) = &read {
            self.failed.store(true, Ordering::Relaxed);
        }
        read
    }
}

impl Snapshot for RowsSnapshot {}

impl Rows for RowsSnapshot {
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, EngineError> {
        self.watched(get(&self.table, key))
    }

    fn scan(
        &self,
        range: KeyRange<'_>,
        direction: Direction,
        visit: &mut Visit<'_>,
    ) -> Result<(), EngineError> {
        self.watched(scan(&self.table, range, direction, visit))
    }
}

/// The table inside the transaction of one commit.
pub(super) struct RowsTransaction<'t> {
    table: Table<'t, &'static [u8], &'static [u8]>,
    wrote: bool,
}

impl<'t> RowsTransaction<'t> {
    pub(super) fn new(table: Table<'t, &'static [u8], &'static [u8]>) -> Self {
        Self {
            table,
            wrote: false,
        }
    }

    /// Whether there is anything to commit.
    pub(super) fn wrote(&self) -> bool {
        self.wrote
    }
}

impl Transaction for RowsTransaction<'_> {
    fn put(&mut self, key: &[u8], value: &[u8]) -> Result<(), EngineError> {
        self.wrote = true;
        self.table.insert(key, value).map_err(failure)?;
        Ok(())
    }

    fn delete(&mut self, key: &[u8]) -> Result<(), EngineError> {
        self.wrote = true;
        self.table.remove(key).map_err(failure)?;
        Ok(())
    }
}

impl Rows for RowsTransaction<'_> {
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, EngineError> {
        get(&self.table, key)
    }

    fn scan(
        &self,
        range: KeyRange<'_>,
        direction: Direction,
        visit: &mut Visit<'_>,
    ) -> Result<(), EngineError> {
        scan(&self.table, range, direction, visit)
    }
}

fn get(
    table: &impl ReadableTable<&'static [u8], &'static [u8]>,
    key: &[u8],
) -> Result<Option<Vec<u8>>, EngineError> {
    let value = table.get(key).map_err(failure)?;
    Ok(value.map(|value| value.value().to_vec()))
}

fn scan(
    table: &impl ReadableTable<&'static [u8], &'static [u8]>,
    range: KeyRange<'_>,
    direction: Direction,
    visit: &mut Visit<'_>,
) -> Result<(), EngineError> {
    if range.is_empty() {
        return Ok(());
    }
    let rows = table.range(range.from..range.to).map_err(failure)?;
    match direction {
        Direction::Ascending => visit_all(rows, visit),
        Direction::Descending => visit_all(rows.rev(), visit),
    }
}

fn visit_all<'e>(
    rows: impl Iterator<Item = Entry<'e>>,
    visit: &mut Visit<'_>,
) -> Result<(), EngineError> {
    for row in rows {
        let (key, value) = row.map_err(failure)?;
        if visit(key.value(), value.value()).is_break() {
            break;
        }
    }
    Ok(())
}
