//! The file on disk: who may open it, and what is left when it is closed.

use std::{fs, os::unix::fs::PermissionsExt, path::Path, sync::Arc};

use store::{
    engine::{
        Engine,
        redb::{FILE, RedbEngine},
    },
    error::EngineError,
    writer::{Store, WriterOptions},
};
use testkit::fault_disk::{Call, Fault, FaultDisk};

use crate::{
    act::{Act, WRITTEN, rows_of},
    house::{OPTIONS, engine_on, store_on, write},
};

fn start(directory: &Path) -> Store {
    let engine = RedbEngine::open(directory, OPTIONS).unwrap();
    Store::start(Arc::new(engine), WriterOptions { batch: 8, queue: 8 }).unwrap()
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn the_directory_and_the_file_are_made_for_the_owner_only() {
    let above = tempfile::tempdir().unwrap();
    let directory = above.path().join("state/rosterd");
    start(&directory).close();
    assert_eq!(mode(&directory), 0o700);
    assert_eq!(mode(&directory.join(FILE)), 0o600);
}

/// redb does not open what a crash left of a file that was just being made. The first start must
/// not leave a directory that no start can use.
#[test]
fn a_start_that_was_cut_off_while_making_the_file_can_be_repeated() {
    let directory = tempfile::tempdir().unwrap();
    fs::write(directory.path().join("rosterd.new"), [0; 5000]).unwrap();
    let store = start(directory.path());
    write(&store, Act::put("kept")).unwrap();
    store.close();
    let names: Vec<_> = fs::read_dir(directory.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(names, [FILE]);
    assert_eq!(
        rows_of("kept", start(directory.path()).snapshot().unwrap().as_ref()),
        WRITTEN
    );
}

#[test]
fn a_second_opener_is_told_that_the_store_is_in_use() {
    let directory = tempfile::tempdir().unwrap();
    let store = start(directory.path());
    let refused = RedbEngine::open(directory.path(), OPTIONS).unwrap_err();
    let path = directory.path().join(FILE);
    assert!(matches!(&refused, EngineError::Locked { path: named } if *named == path));
    assert_eq!(
        refused.to_string(),
        format!("the store {} is in use by another process", path.display())
    );
    assert!(write(&store, Act::put("still ours")).is_ok());
    store.close();
    start(directory.path()).close();
}

#[test]
fn what_was_written_is_there_after_a_close_and_a_start() {
    let directory = tempfile::tempdir().unwrap();
    let store = start(directory.path());
    write(&store, Act::put("kept")).unwrap();
    store.close();
    assert!(matches!(store.snapshot(), Err(EngineError::Closed)));
    let store = start(directory.path());
    assert_eq!(rows_of("kept", store.snapshot().unwrap().as_ref()), WRITTEN);
}

/// redb repairs a file that was not closed, which takes a walk over all of it: a close must
/// leave nothing to repair, even while somebody still holds a snapshot.
#[test]
fn a_closed_store_needs_no_repair() {
    let disk = FaultDisk::new();
    let store = store_on(&disk).unwrap();
    write(&store, Act::put("kept")).unwrap();
    let _held = store.snapshot().unwrap();
    store.close();
    let image = disk.after_power_cut(|_| false);
    let mut header = [0; 10];
    store::engine::disk::Disk::read(&image, 0, &mut header).unwrap();
    let [.., flags] = header;
    assert_eq!(flags & 2, 0, "redb's flag for a file that needs recovery");
}

#[test]
fn a_file_that_is_no_database_is_refused_and_left_as_it_is() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join(FILE);
    fs::write(&path, "my notes, not a database. ".repeat(400)).unwrap();
    let before = fs::read(&path).unwrap();
    assert!(matches!(
        RedbEngine::open(directory.path(), OPTIONS),
        Err(EngineError::Open { .. } | EngineError::Damaged(_))
    ));
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn a_directory_that_cannot_be_made_is_named() {
    let above = tempfile::tempdir().unwrap();
    let file = above.path().join("occupied");
    fs::write(&file, "").unwrap();
    let refused = RedbEngine::open(&file.join("data"), OPTIONS).unwrap_err();
    assert!(matches!(refused, EngineError::Open { path, .. } if path == file.join("data")));
}

/// A request may hold its snapshot while the writer reopens after a failed commit. It must not
/// hold the reopen up, and it must never show rows that are not of its commit.
#[test]
fn a_held_snapshot_does_not_hold_up_a_reopen() {
    let disk = FaultDisk::new();
    let engine = engine_on(&disk).unwrap();
    let put = |value: &[u8]| engine.commit(&mut |transaction| transaction.put(b"key", value));
    put(b"old").unwrap();
    let held = engine.snapshot().unwrap();
    disk.fail(Fault::once(Call::Sync, disk.calls(Call::Sync) + 1));
    assert!(put(b"lost").is_err());
    engine.reopen().unwrap();
    put(b"new").unwrap();
    assert_eq!(
        engine.snapshot().unwrap().get(b"key").unwrap().unwrap(),
        b"new"
    );
    match held.get(b"key") {
        Ok(value) => assert_eq!(value.unwrap(), b"old"),
        Err(error) => assert!(matches!(error, EngineError::Closed), "{error}"),
    }
}

#[test]
fn a_store_is_opened_as_the_settings_say() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("data");
    let store = Store::open(&settings::Store {
        path: path.clone(),
        ..Default::default()
    })
    .unwrap();
    write(&store, Act::put("kept")).unwrap();
    store.close();
    assert_eq!(
        rows_of("kept", start(&path).snapshot().unwrap().as_ref()),
        WRITTEN
    );
}

/// An empty file in the place of one that went missing would say that nobody is a member.
#[test]
fn a_file_that_has_gone_is_not_made_anew_by_a_reopen() {
    let directory = tempfile::tempdir().unwrap();
    let engine = RedbEngine::open(directory.path(), OPTIONS).unwrap();
    fs::remove_file(directory.path().join(FILE)).unwrap();
    assert!(matches!(engine.reopen(), Err(EngineError::Open { .. })));
    assert!(matches!(engine.snapshot(), Err(EngineError::Closed)));
    assert!(!directory.path().join(FILE).exists());
}
