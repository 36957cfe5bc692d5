//! The database alone: one row a transaction, each made durable before the next begins.

use std::time::Instant;

use redb::{Database, Durability, TableDefinition};
use tempfile::TempDir;

use crate::{
    Fallible,
    load::{Bounds, Report},
    people,
};

const ROWS: TableDefinition<'static, &[u8], &[u8]> = TableDefinition::new("rows");

/// How a commit is made durable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Commits {
    /// As redb does it by itself.
    Plain,
    /// As the store asks for it: in two phases, and with what a start after a crash needs.
    AsTheStore,
}

/// A database that nothing else uses.
#[derive(Debug)]
pub(crate) struct RawRedb {
    commits: Commits,
    database: Database,
    value: Vec<u8>,
    written: u64,
    /// Declared last: it is removed when the database is closed.
    _directory: TempDir,
}

impl RawRedb {
    /// Each row will hold the body of a user.
    pub(crate) fn holding_users(commits: Commits) -> Fallible<Self> {
        let value = people::body(0).to_string().into_bytes();
        let directory = TempDir::new()?;
        let database = Database::create(directory.path().join("raw.redb"))?;
        Ok(Self {
            commits,
            database,
            value,
            written: 0,
            _directory: directory,
        })
    }

    /// Commits rows one by one.
    pub(crate) fn commit_one_by_one(&mut self, bounds: Bounds) -> Fallible<Report> {
        let begun = Instant::now();
        let mut latencies = Vec::new();
        while latencies.len() < bounds.requests && begun.elapsed() < bounds.time {
            let commit = Instant::now();
            self.commit()?;
            latencies.push(commit.elapsed());
        }
        Ok(Report::new(begun.elapsed(), latencies))
    }

    fn commit(&mut self) -> Fallible<()> {
        self.written += 1;
        // Spread over the tree, as ids of many people are.
        let key = self.written.wrapping_mul(people::SPREADER).to_be_bytes();
        let mut transaction = self.database.begin_write()?;
        transaction.set_durability(Durability::Immediate)?;
        transaction.set_two_phase_commit(self.commits == Commits::AsTheStore);
        transaction.set_quick_repair(self.commits == Commits::AsTheStore);
        transaction
            .open_table(ROWS)?
            .insert(key.as_slice(), self.value.as_slice())?;
        transaction.commit()?;
        Ok(())
    }
}
