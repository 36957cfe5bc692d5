//! One operation in a batch fails alone.

use std::sync::Arc;

use store::{
    engine::memory::MemoryEngine,
    error::WriteError,
    writer::{Answer, Store, WriterOptions},
};

use crate::{
    act::{ABSENT, Act, Course, REFUSED, WRITTEN, refusal, rows_of},
    house::{submit, tenant, write},
    waiter::eventually,
};

fn store() -> Store {
    let options = WriterOptions {
        batch: 8,
        queue: 64,
    };
    Store::start(Arc::new(MemoryEngine::new()), options).unwrap()
}

#[test]
fn a_refused_operation_keeps_its_entry_and_none_of_its_writes() {
    let store = store();
    let refused = write(&store, Act::new("no", Course::Refuse)).unwrap_err();
    assert!(matches!(refused, WriteError::Refused(why) if why == refusal("no")));
    assert_eq!(rows_of("no", store.snapshot().unwrap().as_ref()), REFUSED);
}

#[test]
fn an_operation_that_fails_leaves_the_others_of_its_batch_alone() {
    for course in [Course::Panic, Course::PanicWhenRecorded, Course::BrokenRow] {
        let store = store();
        let before = submit(&store, tenant(1), Act::put("before"));
        let failing = submit(&store, tenant(1), Act::new("failing", course));
        let after = submit(&store, tenant(1), Act::put("after"));
        assert!(before.wait().is_ok(), "{course:?}");
        assert!(
            matches!(failing.wait(), Err(WriteError::Panicked)),
            "{course:?}"
        );
        assert!(after.wait().is_ok(), "{course:?}");
        let snapshot = store.snapshot().unwrap();
        for (name, rows) in [("before", WRITTEN), ("failing", ABSENT), ("after", WRITTEN)] {
            assert_eq!(rows_of(name, snapshot.as_ref()), rows, "{course:?}: {name}");
        }
        assert!(store.health().writable, "{course:?}");
    }
}

#[test]
fn an_error_of_the_engine_applies_nothing_and_passes() {
    let store = store();
    let failed = write(&store, Act::new("failing", Course::EngineError));
    assert!(matches!(failed, Err(WriteError::Unavailable)));
    eventually("the store's return", || store.health().writable);
    assert!(write(&store, Act::put("after")).is_ok());
    let snapshot = store.snapshot().unwrap();
    assert_eq!(rows_of("failing", snapshot.as_ref()), ABSENT);
    assert_eq!(rows_of("after", snapshot.as_ref()), WRITTEN);
}

/// Waiters are other people's code.
struct Rude {
    when_asked: bool,
}

impl Answer<usize> for Rude {
    fn is_abandoned(&self) -> bool {
        assert!(!self.when_asked, "a waiter that panics when asked");
        false
    }

    fn give(self: Box<Self>, _: Result<usize, WriteError>) {
        panic!("a waiter that panics when answered");
    }
}

#[test]
fn a_waiter_that_panics_does_not_end_the_writer() {
    let store = store();
    for when_asked in [false, true] {
        store.submit(
            tenant(1),
            Act::put("rude"),
            Box::new(()),
            Box::new(Rude { when_asked }),
        );
        assert!(write(&store, Act::put("after")).is_ok());
    }
    store.close();
    // Turned away on the caller's own thread, which must survive as well.
    store.submit(
        tenant(1),
        Act::put("rude"),
        Box::new(()),
        Box::new(Rude { when_asked: false }),
    );
}
