//! An engine that must retry calls the batch again from the start.

use std::sync::{Arc, atomic::Ordering};

use store::{
    engine::{Engine, Snapshot, Transaction, memory::MemoryEngine},
    error::{CommitError, EngineError, WriteError},
    writer::{Store, WriterOptions},
};

use crate::{
    act::{Act, Course, REFUSED, WRITTEN, rows_of},
    house::write,
};

/// Loses the first attempt of every commit, as a serialisation conflict would.
#[derive(Debug, Default)]
struct Conflicting(MemoryEngine);

impl Engine for Conflicting {
    fn snapshot(&self) -> Result<Box<dyn Snapshot>, EngineError> {
        self.0.snapshot()
    }

    fn commit(
        &self,
        batch: &mut dyn FnMut(&mut dyn Transaction) -> Result<(), EngineError>,
    ) -> Result<(), CommitError> {
        let lost = self.0.commit(&mut |transaction| {
            batch(transaction)?;
            Err(EngineError::Storage("conflict".to_owned()))
        });
        assert!(lost.is_err());
        self.0.commit(batch)
    }

    fn has_failed(&self) -> bool {
        false
    }

    fn reopen(&self) -> Result<(), EngineError> {
        self.0.reopen()
    }

    fn close(&self) -> Result<(), EngineError> {
        self.0.close()
    }
}

#[test]
fn a_batch_that_is_called_again_is_run_from_scratch() {
    let options = WriterOptions { batch: 8, queue: 8 };
    let store = Store::start(Arc::new(Conflicting::default()), options).unwrap();
    let act = Act::put("again");
    let runs = Arc::clone(&act.runs);
    // 0: the second run saw nothing of the first.
    assert_eq!(write(&store, act).unwrap(), 0);
    assert_eq!(runs.load(Ordering::SeqCst), 2);
    let refused = write(&store, Act::new("no", Course::Refuse));
    assert!(matches!(refused, Err(WriteError::Refused(_))));
    let snapshot = store.snapshot().unwrap();
    assert_eq!(rows_of("again", snapshot.as_ref()), WRITTEN);
    assert_eq!(rows_of("no", snapshot.as_ref()), REFUSED);
    assert_eq!((store.health().committed, store.health().batches), (2, 2));
}
