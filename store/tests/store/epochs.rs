//! What is remembered of the rows that decide who is let in is as good as what a snapshot shows.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use store::{
    engine::{Engine, memory::MemoryEngine},
    error::EngineError,
    key,
    operation::{Operation, Refusal, RunError},
    overlay::Overlay,
    writer::{AccessEpoch, Store, WriterOptions},
};
use testkit::fault_disk::{Call, Fault, FaultDisk};
use uuid::Uuid;

use crate::{
    act::{Act, refusal},
    house::{BATCH, QUEUE, store_on, tenant, write},
    waiter::{Waiter, eventually},
};

/// Writes one row, as one who `keeps` access or not; is refused afterwards if it is to be.
struct Write<const KEEPS: bool> {
    key: Vec<u8>,
    value: u32,
    refused: bool,
}

impl<const KEEPS: bool> Operation for Write<KEEPS> {
    type Output = ();

    const KEEPS_ACCESS: bool = KEEPS;

    fn run(&self, tx: &mut Overlay<'_>) -> Result<(), RunError> {
        tx.put(self.key.clone(), self.value.to_be_bytes().to_vec());
        if self.refused {
            return Err(refusal("this one").into());
        }
        Ok(())
    }

    fn record_refusal(&self, _: &Refusal, _: &mut Overlay<'_>) -> Result<(), EngineError> {
        Ok(())
    }
}

fn submit<const KEEPS: bool>(store: &Store, write: Write<KEEPS>) -> Waiter<()> {
    let (waiter, answer) = Waiter::new();
    store.submit(tenant(1), write, Box::new(()), answer);
    waiter
}

fn changes(key: Vec<u8>, value: u32) -> Write<false> {
    let refused = false;
    Write {
        key,
        value,
        refused,
    }
}

fn token() -> Vec<u8> {
    key::token(tenant(1), "abc")
}

fn epoch(store: &Store) -> Option<AccessEpoch> {
    store.snapshot_in_epoch().unwrap().1
}

fn on(engine: impl Engine) -> Store {
    let options = WriterOptions {
        batch: BATCH,
        queue: QUEUE,
    };
    Store::start(Arc::new(engine), options).unwrap()
}

#[test]
fn an_epoch_ends_with_a_commit_that_may_let_somebody_in_or_out_and_with_no_other() {
    let store = on(MemoryEngine::new());
    let id = Uuid::from_u128(5);
    for key in [token(), key::tenant(tenant(1)), key::token_owner("abc")] {
        let before = epoch(&store);
        submit(&store, changes(key.clone(), 1)).wait().unwrap();
        assert!(epoch(&store).is_some());
        assert_ne!(epoch(&store), before, "{key:?}");
    }
    let before = epoch(&store);
    assert!(before.is_some());
    for key in [
        key::user(tenant(1), id),
        key::counters(tenant(1)),
        key::activity(tenant(1), 1),
        key::group_name(tenant(1), "token", id),
    ] {
        submit(&store, changes(key.clone(), 1)).wait().unwrap();
        assert_eq!(epoch(&store), before, "{key:?}");
    }
    let refused = Write::<false> {
        refused: true,
        ..changes(token(), 2)
    };
    assert!(submit(&store, refused).wait().is_err());
    assert_eq!(epoch(&store), before, "nothing was written");
    let bookkeeping = Write::<true> {
        key: token(),
        value: 3,
        refused: false,
    };
    submit(&store, bookkeeping).wait().unwrap();
    assert_eq!(epoch(&store), before, "it only tells when it was used");
}

#[test]
fn while_a_change_is_being_committed_nothing_that_was_remembered_counts() {
    let disk = FaultDisk::new();
    let store = store_on(&disk).unwrap();
    let before = epoch(&store);
    disk.stall();
    let change = submit(&store, changes(token(), 1));
    disk.wait_for_stall();
    assert_eq!(epoch(&store), None);
    disk.resume();
    change.wait().unwrap();
    assert!(epoch(&store).is_some());
    assert_ne!(epoch(&store), before);
}

/// The commit may have happened and is not to be seen before the file has been opened again.
#[test]
fn after_a_failed_commit_nothing_is_remembered_until_the_store_is_back() {
    let disk = FaultDisk::new();
    let store = store_on(&disk).unwrap();
    write(&store, Act::put("before")).unwrap();
    let before = epoch(&store);
    disk.fail(Fault::for_ever(Call::Sync, disk.calls(Call::Sync) + 1));
    assert!(submit(&store, changes(token(), 1)).wait().is_err());
    assert!(!store.health().writable);
    let meanwhile = store.snapshot_in_epoch().ok();
    assert!(meanwhile.is_none_or(|(_, epoch)| epoch.is_none()));
    disk.heal();
    eventually("the store's return", || store.health().writable);
    eventually("the next epoch", || epoch(&store).is_some());
    assert_ne!(epoch(&store), before);
}

#[test]
fn what_was_read_in_an_epoch_is_what_every_snapshot_of_it_shows() {
    let store = on(MemoryEngine::new());
    submit(&store, changes(token(), 0)).wait().unwrap();
    let over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let readers: Vec<_> = (0..3)
            .map(|_| {
                scope.spawn(|| {
                    let mut remembered = None;
                    let mut hits = 0;
                    while !over.load(Ordering::Relaxed) {
                        let (rows, epoch) = store.snapshot_in_epoch().unwrap();
                        let value = rows.get(&token()).unwrap();
                        if let Some(epoch) = epoch {
                            if let Some((of, seen)) = &remembered
                                && *of == epoch
                            {
                                assert_eq!(&value, seen);
                                hits += 1;
                            }
                            remembered = Some((epoch, value));
                        }
                    }
                    hits
                })
            })
            .collect();
        for value in 1..2_000 {
            submit(&store, changes(token(), value)).wait().unwrap();
            let (rows, epoch) = store.snapshot_in_epoch().unwrap();
            assert!(epoch.is_some(), "answered, so it is over");
            assert_eq!(rows.get(&token()).unwrap().unwrap(), value.to_be_bytes());
        }
        over.store(true, Ordering::Relaxed);
        let hits: u64 = readers
            .into_iter()
            .map(|reader| reader.join().unwrap())
            .sum();
        assert!(hits > 0, "nothing was ever remembered");
    });
}
