//! The embedded engine: one redb file, one table of rows, MVCC snapshots.
//!
//! Every commit is durable when it returns and runs in two phases: tenants choose the bytes that
//! are stored, and redb's one-phase commit trusts a checksum that is not made to withstand that.
//!
//! The open database is behind a lock that is only ever held for moments: to begin a transaction
//! or to swap the database. A transaction does not borrow from it. So a snapshot never waits for a
//! commit, and [`Engine::reopen`] never waits for a snapshot: redb closes the file under the
//! readers that are still there, and they answer [`EngineError::Closed`] for pages they have not
//! loaded yet.

use std::{
    path::Path,
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicBool, Ordering},
    },
};

use ::redb::{Database, Durability, ReadableDatabase, TableDefinition, WriteTransaction};
use settings::Recovery;

use self::{
    failure::failure,
    medium::Medium,
    rows::{RowsSnapshot, RowsTransaction},
};
use super::{Engine, Snapshot, Transaction, disk::Disk};
use crate::error::{CommitError, EngineError};

mod failure;
mod medium;
mod rows;

/// The name of the file in the data directory.
pub const FILE: &str = "rosterd.redb";

/// The one table. Its key order is byte order, so the tenant that leads a key keeps tenants apart.
const ROWS: TableDefinition<'static, &[u8], &[u8]> = TableDefinition::new("rows");

/// How the file is opened.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Memory for pages, in bytes.
    pub cache_bytes: u64,
    /// [`Recovery::Fast`] saves with every commit what a start after a crash would otherwise walk
    /// the whole file for.
    pub recovery: Recovery,
}

/// Rows in a redb file.
#[derive(Debug)]
pub struct RedbEngine {
    medium: Medium,
    options: Options,
    /// None after a close, or while a reopen fails.
    open: RwLock<Option<Open>>,
}

/// One opening of the file.
#[derive(Debug)]
struct Open {
    database: Database,
    /// Set by a snapshot of this opening that met an error of the disk: redb then refuses what is
    /// not in its cache until the file is opened again.
    failed: Arc<AtomicBool>,
}

impl RedbEngine {
    /// Opens `rosterd.redb` in a directory; makes both where they are missing, for the owner only.
    pub fn open(directory: &Path, options: Options) -> Result<Self, EngineError> {
        Self::open_medium(Medium::in_directory(directory)?, options)
    }

    /// Opens a database on a disk of the caller's; an empty one is initialised.
    pub fn open_disk(disk: Arc<dyn Disk>, options: Options) -> Result<Self, EngineError> {
        Self::open_medium(Medium::on_disk(disk), options)
    }

    fn open_medium(medium: Medium, options: Options) -> Result<Self, EngineError> {
        let database = medium.open(options, |database| ensure_table(database, options))?;
        Ok(Self {
            medium,
            options,
            open: RwLock::new(Some(Open::new(database))),
        })
    }

    fn with_open<T>(
        &self,
        begin: impl FnOnce(&Open) -> Result<T, EngineError>,
    ) -> Result<T, EngineError> {
        let open = self.open.read().unwrap_or_else(PoisonError::into_inner);
        open.as_ref().map_or(Err(EngineError::Closed), begin)
    }

    fn replace(&self, next: Option<Open>) -> Option<Open> {
        let mut open = self.open.write().unwrap_or_else(PoisonError::into_inner);
        std::mem::replace(&mut *open, next)
    }
}

impl Open {
    fn new(database: Database) -> Self {
        Self {
            database,
            failed: Arc::new(AtomicBool::new(false)),
        }
    }
}

impl Engine for RedbEngine {
    fn snapshot(&self) -> Result<Box<dyn Snapshot>, EngineError> {
        self.with_open(|open| {
            let transaction = open.database.begin_read().map_err(failure)?;
            let table = transaction.open_table(ROWS).map_err(failure)?;
            Ok(Box::new(RowsSnapshot::new(table, Arc::clone(&open.failed))) as Box<dyn Snapshot>)
        })
    }

    fn commit(
        &self,
        batch: &mut dyn FnMut(&mut dyn Transaction) -> Result<(), EngineError>,
    ) -> Result<(), CommitError> {
        let transaction = self
            .with_open(|open| begin_write(&open.database, self.options))
            .map_err(CommitError::Refused)?;
        match run(&transaction, batch) {
            Ok(Wrote::Something) => commit(transaction),
            Ok(Wrote::Nothing) => abort(transaction).map_err(CommitError::Refused),
            Err(error) => {
                if let Err(abort) = abort(transaction) {
                    tracing::warn!(error = %abort, "a transaction could not be rolled back");
                }
                Err(CommitError::Refused(error))
            }
        }
    }

    fn has_failed(&self) -> bool {
        let open = self.open.read().unwrap_or_else(PoisonError::into_inner);
        open.as_ref()
            .is_some_and(|open| open.failed.load(Ordering::Relaxed))
    }

    fn reopen(&self) -> Result<(), EngineError> {
        // After a failed commit the close has errors of its own to report; what is durable is
        // found out by opening.
        if let Err(error) = self.close() {
            tracing::debug!(%error, "closed a store that had failed");
        }
        self.replace(Some(Open::new(self.medium.open_again(self.options)?)));
        Ok(())
    }

    fn close(&self) -> Result<(), EngineError> {
        match self.replace(None) {
            Some(open) => open.database.close().map_err(failure),
            None => Ok(()),
        }
    }
}

enum Wrote {
    Something,
    Nothing,
}

fn run(
    transaction: &WriteTransaction,
    batch: &mut dyn FnMut(&mut dyn Transaction) -> Result<(), EngineError>,
) -> Result<Wrote, EngineError> {
    let mut rows = RowsTransaction::new(transaction.open_table(ROWS).map_err(failure)?);
    batch(&mut rows)?;
    Ok(if rows.wrote() {
        Wrote::Something
    } else {
        Wrote::Nothing
    })
}

fn begin_write(database: &Database, options: Options) -> Result<WriteTransaction, EngineError> {
    let mut transaction = database.begin_write().map_err(failure)?;
    transaction
        .set_durability(Durability::Immediate)
        .map_err(|error| EngineError::Storage(error.to_string()))?;
    transaction.set_two_phase_commit(true);
    transaction.set_quick_repair(options.recovery == Recovery::Fast);
    Ok(transaction)
}

fn commit(transaction: WriteTransaction) -> Result<(), CommitError> {
    transaction.commit().map_err(|error| match error {
        // redb rolled it back before it began to commit.
        ::redb::CommitError::TransactionPoisoned => CommitError::Refused(failure(error)),
        error => CommitError::Unknown(failure(error)),
    })
}

fn abort(transaction: WriteTransaction) -> Result<(), EngineError> {
    transaction.abort().map_err(failure)
}

/// Makes the table in a new file, so that a snapshot always finds it.
fn ensure_table(database: &Database, options: Options) -> Result<(), EngineError> {
    let opened = database.begin_read().map_err(failure)?.open_table(ROWS);
    let Err(missing) = opened else { return Ok(()) };
    if !matches!(missing, ::redb::TableError::TableDoesNotExist(_)) {
        return Err(failure(missing));
    }
    let transaction = begin_write(database, options)?;
    transaction.open_table(ROWS).map_err(failure)?;
    transaction.commit().map_err(failure)
}
