//! Faults on demand, for tests on the release binary: a directory says what the next commit meets.
//!
//! While a file `stall-commit` is there a commit waits, as on a disk that hangs. While a file
//! `fail-commit` is there a commit ends with an unknown outcome, as on a disk that fails. While a file
//! `stall-reopen` is there the store stays closed on its way back, as with a large file to repair.

use std::{io, path::PathBuf, sync::Arc, thread, time::Duration};

use super::{Engine, Snapshot, Transaction};
use crate::error::{CommitError, EngineError};

/// Names the directory.
const VARIABLE: &str = "ROSTERD_FAULTS";

/// How often a stalled commit looks whether it may go on.
const LOOK: Duration = Duration::from_millis(20);

/// Wraps the engine when the environment asks for it.
pub fn from_environment(engine: Arc<dyn Engine>) -> Arc<dyn Engine> {
    match std::env::var_os(VARIABLE) {
        Some(directory) => {
            let directory = PathBuf::from(directory);
            tracing::warn!(directory = %directory.display(), "commits will meet injected faults");
            Arc::new(FaultyEngine { engine, directory })
        }
        None => engine,
    }
}

#[derive(Debug)]
struct FaultyEngine {
    engine: Arc<dyn Engine>,
    directory: PathBuf,
}

impl FaultyEngine {
    fn asked_for(&self, fault: &str) -> bool {
        self.directory.join(fault).exists()
    }
}

impl Engine for FaultyEngine {
    fn snapshot(&self) -> Result<Box<dyn Snapshot>, EngineError> {
        self.engine.snapshot()
    }

    fn commit(
        &self,
        batch: &mut dyn FnMut(&mut dyn Transaction) -> Result<(), EngineError>,
    ) -> Result<(), CommitError> {
        while self.asked_for("stall-commit") {
            thread::park_timeout(LOOK);
        }
        if self.asked_for("fail-commit") {
            return Err(CommitError::Unknown(EngineError::Io(io::Error::other(
                "injected",
            ))));
        }
        self.engine.commit(batch)
    }

    fn has_failed(&self) -> bool {
        self.engine.has_failed()
    }

    fn reopen(&self) -> Result<(), EngineError> {
        if self.asked_for("stall-reopen") {
            self.engine.close()?;
        }
        while self.asked_for("stall-reopen") {
            thread::park_timeout(LOOK);
        }
        self.engine.reopen()
    }

    fn close(&self) -> Result<(), EngineError> {
        self.engine.close()
    }
}

#[cfg(test)]
mod tests;
