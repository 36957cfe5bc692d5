//! Many operations, few commits, and no tenant in another's way.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use store::{
    engine::redb::RedbEngine,
    error::WriteError,
    writer::{Store, WriterOptions},
};
use testkit::fault_disk::{Call, FaultDisk};

use crate::{
    act::{ABSENT, Act, Course, WRITTEN, rows_of},
    house::{BATCH, OPTIONS, QUEUE, ping, stalled, store_on, submit, tenant, write},
    waiter::{Order, Waiter},
};

#[test]
fn what_waits_during_a_commit_shares_the_next_one() {
    let (disk, store, first) = stalled(64, 100);
    let waiters: Vec<_> = (0..64u8)
        .map(|n| {
            submit(
                &store,
                tenant(u128::from(n % 5) + 1),
                Act::put(format!("op {n}")),
            )
        })
        .collect();
    assert_eq!(store.health().queued, 64);
    disk.resume();
    assert_eq!(first.wait().unwrap(), 0);
    for waiter in waiters {
        assert_eq!(waiter.wait().unwrap(), 0);
    }
    let health = store.health();
    assert_eq!(
        (health.committed, health.batches, health.queued),
        (65, 2, 0)
    );
}

#[test]
fn sixty_four_submitters_need_far_fewer_commits_than_operations() {
    let directory = tempfile::tempdir().unwrap();
    let engine = RedbEngine::open(directory.path(), OPTIONS);
    let options = WriterOptions {
        batch: 64,
        queue: 1000,
    };
    let store = Store::start(Arc::new(engine.unwrap()), options).unwrap();
    std::thread::scope(|scope| {
        for submitter in 0..64u8 {
            let store = &store;
            scope.spawn(move || {
                for n in 0..10 {
                    let act = Act::put(format!("{submitter}/{n}"));
                    submit(store, tenant(u128::from(submitter)), act)
                        .wait()
                        .unwrap();
                }
            });
        }
    });
    let health = store.health();
    assert_eq!(health.committed, 640);
    assert!(health.batches < 320, "{} commits", health.batches);
}

#[test]
fn an_operation_sees_what_those_before_it_in_the_batch_wrote() {
    let (disk, store, _first) = stalled(BATCH, QUEUE);
    let once = submit(&store, tenant(1), Act::put("same"));
    let again = submit(&store, tenant(1), Act::put("same"));
    disk.resume();
    assert_eq!((once.wait().unwrap(), again.wait().unwrap()), (0, 1));
    assert_eq!(store.health().batches, 2);
}

/// One tenant's import of ten thousand must not make another wait for more than its own batch.
#[test]
fn a_tenant_with_ten_thousand_waiting_does_not_hold_up_another() {
    let (disk, store, _first) = stalled(BATCH, 20_000);
    let order = Order::default();
    for _ in 0..10_000 {
        store.submit(
            tenant(1),
            Act::put("import"),
            Box::new(()),
            order.entry("import"),
        );
    }
    store.submit(
        tenant(2),
        Act::put("other"),
        Box::new(()),
        order.entry("other"),
    );
    disk.resume();
    store.close();
    let given = order.given();
    assert_eq!(given.len(), 10_001);
    let place = given.iter().position(|name| name == "other").unwrap();
    assert!(place < BATCH, "answered as number {place}");
}

#[test]
fn a_full_queue_turns_away_at_once_and_forgets_nobody() {
    let (disk, store, first) = stalled(BATCH, 3);
    let inside: Vec<_> = (0..3)
        .map(|n| submit(&store, tenant(1), Act::put(format!("{n}"))))
        .collect();
    let outside = submit(&store, tenant(2), Act::put("too many"));
    assert!(matches!(outside.wait(), Err(WriteError::Unavailable)));
    disk.resume();
    assert!(first.wait().is_ok());
    assert!(inside.iter().all(|waiter| waiter.wait().is_ok()));
    assert!(write(&store, Act::put("now")).is_ok());
    assert_eq!(
        rows_of("too many", store.snapshot().unwrap().as_ref()),
        ABSENT
    );
}

#[test]
fn an_operation_that_nobody_waits_for_any_more_never_runs() {
    let (disk, store, _first) = stalled(BATCH, QUEUE);
    let act = Act::put("left");
    let runs = Arc::clone(&act.runs);
    let waiter = submit(&store, tenant(1), act);
    let stayed = submit(&store, tenant(1), Act::put("stayed"));
    waiter.leave();
    disk.resume();
    stayed.wait().unwrap();
    assert_eq!(runs.load(Ordering::SeqCst), 0);
    let snapshot = store.snapshot().unwrap();
    assert_eq!(rows_of("left", snapshot.as_ref()), ABSENT);
    assert_eq!(rows_of("stayed", snapshot.as_ref()), WRITTEN);
}

#[test]
fn places_of_the_abandoned_are_filled_from_the_queue() {
    let (disk, store, _first) = stalled(BATCH, QUEUE);
    let gone: Vec<_> = (0..BATCH)
        .map(|n| submit(&store, tenant(1), Act::put(format!("{n}"))))
        .collect();
    let stayed: Vec<_> = (0..BATCH)
        .map(|n| submit(&store, tenant(1), Act::put(format!("s{n}"))))
        .collect();
    gone.iter().for_each(Waiter::leave);
    disk.resume();
    assert!(stayed.iter().all(|waiter| waiter.wait().is_ok()));
    assert_eq!(store.health().batches, 2);
}

#[test]
fn operations_that_write_nothing_cost_no_sync() {
    let disk = FaultDisk::new();
    let store = store_on(&disk).unwrap();
    let syncs = disk.calls(Call::Sync);
    for _ in 0..5 {
        assert_eq!(
            write(&store, Act::new("read", Course::WriteNothing)).unwrap(),
            0
        );
    }
    assert_eq!(disk.calls(Call::Sync), syncs);
    assert_eq!((store.health().committed, store.health().batches), (5, 0));
}

#[test]
fn a_ping_is_answered_when_idle_and_waits_for_a_stuck_disk() {
    let (disk, store, first) = stalled(1, QUEUE);
    let behind: Vec<_> = (0..5)
        .map(|n| submit(&store, tenant(1), Act::put(format!("{n}"))))
        .collect();
    let stuck = ping(&store);
    assert!(!stuck.is_answered());
    disk.resume();
    stuck.wait().unwrap();
    first.wait().unwrap();
    assert!(behind.iter().all(|waiter| waiter.wait().is_ok()));
    ping(&store).wait().unwrap();
}

/// The caller's permits say how much the store has in hand: they come back with the answer.
#[test]
fn permits_are_held_until_the_answer() {
    struct Permit(Arc<AtomicBool>);
    impl Drop for Permit {
        fn drop(&mut self) {
            self.0.store(true, Ordering::SeqCst);
        }
    }
    let (disk, store, _first) = stalled(BATCH, QUEUE);
    let returned = Arc::new(AtomicBool::new(false));
    let (waiter, answer) = Waiter::new();
    store.submit(
        tenant(1),
        Act::put("held"),
        Box::new(Permit(Arc::clone(&returned))),
        answer,
    );
    assert!(!returned.load(Ordering::SeqCst));
    disk.resume();
    waiter.wait().unwrap();
    store.close();
    assert!(returned.load(Ordering::SeqCst));
}
