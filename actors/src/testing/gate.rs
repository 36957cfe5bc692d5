//! A store that is stuck for as long as a test wants.

use std::sync::{Condvar, Mutex};

use store::{
    engine::{Engine, Snapshot, Transaction, memory::MemoryEngine},
    error::{CommitError, EngineError},
};

/// An engine whose commits wait while the gate is shut.
#[derive(Debug, Default)]
pub(crate) struct Gate {
    inner: MemoryEngine,
    shut: Mutex<bool>,
    opened: Condvar,
}

impl Gate {
    pub(crate) fn shut(&self) {
        *self.shut.lock().unwrap() = true;
    }

    pub(crate) fn open(&self) {
        *self.shut.lock().unwrap() = false;
        self.opened.notify_all();
    }
}

impl Engine for Gate {
    fn snapshot(&self) -> Result<Box<dyn Snapshot>, EngineError> {
        self.inner.snapshot()
    }

    fn commit(
        &self,
        batch: &mut dyn FnMut(&mut dyn Transaction) -> Result<(), EngineError>,
    ) -> Result<(), CommitError> {
        let shut = self.shut.lock().unwrap();
        drop(self.opened.wait_while(shut, |shut| *shut).unwrap());
        self.inner.commit(batch)
    }

    fn has_failed(&self) -> bool {
        self.inner.has_failed()
    }

    fn reopen(&self) -> Result<(), EngineError> {
        self.inner.reopen()
    }

    fn close(&self) -> Result<(), EngineError> {
        self.inner.close()
    }
}
