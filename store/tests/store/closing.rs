//! Closing: what is queued is finished, and afterwards nothing is taken.

use std::sync::{
    Arc,
    mpsc::{self, Sender},
};

use store::{
    engine::{Engine, memory::MemoryEngine},
    error::WriteError,
    writer::{Answer, Store, WriterOptions},
};

use crate::{
    act::{Act, WRITTEN, rows_of},
    house::{BATCH, QUEUE, ping, stalled, submit, tenant, write},
    waiter::eventually,
};

#[test]
fn a_close_finishes_what_is_queued_and_then_takes_nothing() {
    let (disk, store, first) = stalled(BATCH, QUEUE);
    let queued: Vec<_> = (0..20)
        .map(|n| submit(&store, tenant(1), Act::put(format!("{n}"))))
        .collect();
    disk.resume();
    store.close();
    assert!(first.wait().is_ok());
    assert!(queued.iter().all(|waiter| waiter.wait().is_ok()));
    assert!(matches!(
        write(&store, Act::put("late")),
        Err(WriteError::Unavailable)
    ));
    assert!(matches!(ping(&store).wait(), Err(WriteError::Unavailable)));
    assert!(!store.health().writable);
    store.close();
}

#[test]
fn dropping_the_last_handle_closes_thestore() {
    let engine: Arc<dyn Engine> = Arc::new(MemoryEngine::new());
    let store = Store::start(Arc::clone(&engine), WriterOptions { batch: 8, queue: 8 }).unwrap();
    let waiter = submit(&store.clone(), tenant(1), Act::put("last"));
    drop(store);
    waiter.wait().unwrap();
    assert_eq!(
        rows_of("last", engine.snapshot().unwrap().as_ref()),
        WRITTEN
    );
    assert_eq!(Arc::strong_count(&engine), 1);
}

/// An answer that drops the last handle does so on the writer's thread, which cannot wait for
/// its own end.
#[test]
fn the_last_handle_may_be_dropped_by_an_answer() {
    struct Owner {
        store: Store,
        answered: Sender<()>,
    }
    impl Answer<usize> for Owner {
        fn is_abandoned(&self) -> bool {
            false
        }
        fn give(self: Box<Self>, outcome: Result<usize, WriteError>) {
            outcome.unwrap();
            self.store.close();
            self.answered.send(()).unwrap();
        }
    }
    let engine: Arc<dyn Engine> = Arc::new(MemoryEngine::new());
    let store = Store::start(Arc::clone(&engine), WriterOptions { batch: 8, queue: 8 }).unwrap();
    let (answered, waiting) = mpsc::channel();
    let owner = Box::new(Owner {
        store: store.clone(),
        answered,
    });
    store.submit(tenant(1), Act::put("owned"), Box::new(()), owner);
    drop(store);
    waiting.recv().unwrap();
    eventually("the end of the thread", || Arc::strong_count(&engine) == 1);
}
