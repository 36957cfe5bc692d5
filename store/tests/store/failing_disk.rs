//! The disk fails at every place it can: nothing that was answered is lost, nothing is there that
//! was said not to be, and the store comes back by itself.

use std::io::ErrorKind;

use settings::Recovery;
use store::{
    engine::Engine,
    error::{EngineError, WriteError},
    operation::{Operation, Refusal, RunError},
    overlay::Overlay,
};
use testkit::fault_disk::{Call, Fault, FaultDisk};

use crate::{
    act::{ABSENT, Act, Course, WRITTEN, rows_of},
    house::{disk_with_a_store, engine_on, ping, store_on, store_with, tenant, write},
    model::{ROUNDS, check, count, round},
    waiter::{Waiter, eventually},
};

/// The workload on a disk with one fault, whose first call is counted from the start of the
/// store. Says whether the fault struck before the end.
fn survive(fault: Fault, recovery: Recovery) -> bool {
    let context = format!("{recovery:?}, {fault:?}");
    let disk = disk_with_a_store();
    let fault = Fault {
        first: disk.calls(fault.call) + fault.first,
        ..fault
    };
    disk.fail(fault);
    let Ok(store) = store_with(&disk, recovery) else {
        // Struck while the file was being opened: an error, and a good start afterwards.
        disk.heal();
        let store = store_on(&disk).unwrap_or_else(|error| panic!("{context}: {error:?}"));
        write(&store, Act::put("later")).unwrap();
        return true;
    };
    let mut told = Vec::new();
    for number in 0..ROUNDS {
        told.extend(round(&store, number));
    }
    let struck = disk.calls(fault.call) >= fault.first;
    disk.heal();
    eventually("the store's return", || store.health().writable);
    let after = write(&store, Act::put("after"));
    assert!(after.is_ok(), "{context}: {after:?}");
    store.close();
    check(&told, &disk, &context);
    check(&told, &disk.after_power_cut(|_| false), &context);
    struck
}

fn survive_at_every_ordinal(call: Call, times: u64, error: ErrorKind) {
    for recovery in [Recovery::Fast, Recovery::Lean] {
        let mut first = 1;
        while survive(
            Fault {
                call,
                first,
                times,
                error,
            },
            recovery,
        ) {
            first += 1;
        }
        assert!(first > 10, "only {first} places were tried");
    }
}

#[test]
fn one_failed_write_at_every_ordinal() {
    survive_at_every_ordinal(Call::Write, 1, ErrorKind::Other);
}

#[test]
fn a_disk_that_is_full_for_a_while_at_every_ordinal() {
    survive_at_every_ordinal(Call::Write, 7, ErrorKind::StorageFull);
}

#[test]
fn a_failed_sync_at_every_ordinal() {
    survive_at_every_ordinal(Call::Sync, 1, ErrorKind::Other);
}

#[test]
fn syncs_that_fail_for_a_while_at_every_ordinal() {
    survive_at_every_ordinal(Call::Sync, 3, ErrorKind::Other);
}

/// An operation after which the disk fails, so that the commit is what meets it.
struct Last {
    act: Act,
    disk: FaultDisk,
}

impl Operation for Last {
    type Output = usize;

    fn run(&self, tx: &mut Overlay<'_>) -> Result<usize, RunError> {
        // The next sync may be of a file that has to grow; a commit has two.
        let first = self.disk.calls(Call::Sync) + 2;
        self.disk.fail(Fault::for_ever(Call::Sync, first));
        self.act.run(tx)
    }

    fn record_refusal(&self, refusal: &Refusal, tx: &mut Overlay<'_>) -> Result<(), EngineError> {
        self.act.record_refusal(refusal, tx)
    }
}

#[test]
fn a_commit_that_fails_is_of_unknown_outcome_and_the_store_comes_back() {
    let disk = FaultDisk::new();
    let store = store_on(&disk).unwrap();
    write(&store, Act::put("before")).unwrap();
    for course in [Course::Succeed, Course::Refuse] {
        let (waiter, answer) = Waiter::new();
        let last = Last {
            act: Act::new("last", course),
            disk: disk.clone(),
        };
        store.submit(tenant(1), last, Box::new(()), answer);
        assert!(matches!(waiter.wait(), Err(WriteError::Unknown)));
        // Read-only until the disk works again; the thread is alive all the while.
        ping(&store).wait().unwrap();
        assert!(!store.health().writable);
        let refused = write(&store, Act::put("refused"));
        assert!(matches!(refused, Err(WriteError::Unavailable)));
        disk.heal();
        eventually("the store's return", || store.health().writable);
    }
    write(&store, Act::put("after")).unwrap();
    let snapshot = store.snapshot().unwrap();
    for (name, rows) in [("before", WRITTEN), ("refused", ABSENT), ("after", WRITTEN)] {
        assert_eq!(rows_of(name, snapshot.as_ref()), rows, "{name}");
    }
}

#[test]
fn a_disk_that_stays_broken_does_not_hold_up_a_close() {
    let disk = FaultDisk::new();
    let store = store_on(&disk).unwrap();
    disk.fail(Fault::for_ever(Call::Write, 1));
    let told = round(&store, 0);
    assert_eq!(count(&told, Result::is_ok), 0);
    store.close();
    disk.heal();
    check(&told, &disk, "after a close on a broken disk");
}

/// Only writes make redb notice; a store that is only read has to notice too.
#[test]
fn reads_work_again_after_a_failed_read_without_any_write() {
    let disk = FaultDisk::new();
    let engine = engine_on(&disk).unwrap();
    // More than the cache takes.
    let keys: Vec<[u8; 1]> = (1..50).map(|n| [n]).collect();
    let value = vec![7; 60_000];
    engine
        .commit(&mut |tx| keys.iter().try_for_each(|key| tx.put(key, &value)))
        .unwrap();
    engine.close().unwrap();

    let store = store_on(&disk).unwrap();
    disk.fail(Fault::for_ever(Call::Read, 1));
    let snapshot = store.snapshot().unwrap();
    assert!(
        keys.iter().any(|key| snapshot.get(key).is_err()),
        "every page was in the cache"
    );
    disk.heal();
    eventually("reads", || {
        store
            .snapshot()
            .is_ok_and(|snapshot| keys.iter().all(|key| snapshot.get(key).is_ok()))
    });
    eventually("the store's return", || store.health().writable);
}
