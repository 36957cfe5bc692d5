//! A store on a disk that can fail, and the ways to use it.

use std::sync::Arc;

use roster::TenantId;
use settings::Recovery;
use store::{
    engine::{
        disk::Disk,
        redb::{Options, RedbEngine},
    },
    error::{EngineError, WriteError},
    writer::{Store, WriterOptions},
};
use testkit::fault_disk::FaultDisk;
use uuid::Uuid;

use crate::{act::Act, waiter::Waiter};

pub(crate) fn tenant(n: u128) -> TenantId {
    TenantId(Uuid::from_u128(n))
}

pub(crate) fn submit(store: &Store, tenant: TenantId, act: Act) -> Waiter<usize> {
    let (waiter, answer) = Waiter::new();
    store.submit(tenant, act, Box::new(()), answer);
    waiter
}

pub(crate) fn write(store: &Store, act: Act) -> Result<usize, WriteError> {
    submit(store, tenant(1), act).wait()
}

pub(crate) fn ping(store: &Store) -> Waiter<()> {
    let (waiter, answer) = Waiter::new();
    store.ping(answer);
    waiter
}

pub(crate) const OPTIONS: Options = Options {
    cache_bytes: 1 << 20,
    recovery: Recovery::Fast,
};

pub(crate) const BATCH: usize = 8;
pub(crate) const QUEUE: usize = 64;

pub(crate) fn engine_on(disk: &FaultDisk) -> Result<RedbEngine, EngineError> {
    RedbEngine::open_disk(Arc::new(disk.clone()) as Arc<dyn Disk>, OPTIONS)
}

pub(crate) fn store_on(disk: &FaultDisk) -> Result<Store, EngineError> {
    store_with(disk, Recovery::Fast)
}

pub(crate) fn store_with(disk: &FaultDisk, recovery: Recovery) -> Result<Store, EngineError> {
    let disk = Arc::new(disk.clone()) as Arc<dyn Disk>;
    let engine = RedbEngine::open_disk(
        disk,
        Options {
            recovery,
            ..OPTIONS
        },
    )?;
    Store::start(
        Arc::new(engine),
        WriterOptions {
            batch: BATCH,
            queue: QUEUE,
        },
    )
}

/// A disk with an empty store on it: the faults of a test strike after it was made.
pub(crate) fn disk_with_a_store() -> FaultDisk {
    let disk = FaultDisk::new();
    store_on(&disk).unwrap().close();
    disk
}

/// A store whose writer is in the middle of a commit, so that what is submitted now waits
/// together. The waiter is of the operation in that commit.
pub(crate) fn stalled(batch: usize, queue: usize) -> (FaultDisk, Store, Waiter<usize>) {
    let disk = FaultDisk::new();
    let engine = engine_on(&disk).unwrap();
    let store = Store::start(Arc::new(engine), WriterOptions { batch, queue }).unwrap();
    disk.stall();
    let first = submit(&store, tenant(99), Act::put("first"));
    disk.wait_for_stall();
    (disk, store, first)
}
