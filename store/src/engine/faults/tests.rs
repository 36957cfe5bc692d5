use std::{fs, sync::mpsc, thread};

use super::FaultyEngine;
use crate::{
    engine::{Engine, memory::MemoryEngine},
    error::CommitError,
};

fn put(engine: &FaultyEngine) -> Result<(), CommitError> {
    engine.commit(&mut |transaction| transaction.put(b"key", b"value"))
}

fn engine_in(directory: &tempfile::TempDir) -> FaultyEngine {
    FaultyEngine {
        engine: std::sync::Arc::new(MemoryEngine::new()),
        directory: directory.path().to_owned(),
    }
}

#[test]
fn a_commit_fails_while_the_file_is_there() {
    let directory = tempfile::tempdir().unwrap();
    let engine = engine_in(&directory);
    let fault = directory.path().join("fail-commit");
    fs::write(&fault, "").unwrap();
    assert!(matches!(put(&engine), Err(CommitError::Unknown(_))));
    fs::remove_file(&fault).unwrap();
    put(&engine).unwrap();
}

#[test]
fn a_commit_stalls_until_the_file_is_gone() {
    let directory = tempfile::tempdir().unwrap();
    let engine = engine_in(&directory);
    let fault = directory.path().join("stall-commit");
    fs::write(&fault, "").unwrap();
    thread::scope(|scope| {
        let (done, committed) = mpsc::channel();
        let engine = &engine;
        scope.spawn(move || done.send(put(engine).is_ok()).unwrap());
        assert!(committed.recv_timeout(super::LOOK * 3).is_err());
        assert!(engine.snapshot().unwrap().get(b"key").unwrap().is_none());
        fs::remove_file(&fault).unwrap();
        assert!(committed.recv().unwrap());
    });
}

#[test]
fn a_reopening_stalls_until_the_file_is_gone() {
    let directory = tempfile::tempdir().unwrap();
    let engine = engine_in(&directory);
    let fault = directory.path().join("stall-reopen");
    fs::write(&fault, "").unwrap();
    thread::scope(|scope| {
        let (done, reopened) = mpsc::channel();
        let engine = &engine;
        scope.spawn(move || done.send(engine.reopen().is_ok()).unwrap());
        assert!(reopened.recv_timeout(super::LOOK * 3).is_err());
        fs::remove_file(&fault).unwrap();
        assert!(reopened.recv().unwrap());
    });
}
