use super::{KEY, VERSION, check, read};
use crate::{
    engine::{Engine, memory::MemoryEngine},
    error::EngineError,
};

fn stamped(row: &[u8]) -> MemoryEngine {
    let engine = MemoryEngine::new();
    engine
        .commit(&mut |transaction| transaction.put(&KEY, row))
        .unwrap();
    engine
}

#[test]
fn a_new_store_is_stamped_with_the_format_of_this_release() {
    let engine = MemoryEngine::new();
    check(&engine).unwrap();
    assert_eq!(read(&engine).unwrap(), Some(VERSION));
}

#[test]
fn a_newer_format_is_refused_in_plain_words_and_left_as_it_is() {
    let engine = stamped(b"7");
    let refused = check(&engine).unwrap_err();
    assert!(matches!(
        refused,
        EngineError::NewerFormat {
            found: 7,
            known: VERSION
        }
    ));
    assert_eq!(
        refused.to_string(),
        "the store has format 7, and this release knows formats up to 3: \
         start the newer release, or restore a backup made by this one"
    );
    assert_eq!(read(&engine).unwrap(), Some(7));
}

#[test]
fn a_format_without_hashes_is_refused_and_left_as_it_is() {
    let engine = stamped(b"1");
    let refused = check(&engine).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "the store has format 1, and this release knows formats from 3 on: \
         start with a new store"
    );
    assert_eq!(read(&engine).unwrap(), Some(1));
}

#[test]
fn a_format_row_that_says_nothing_is_refused() {
    assert!(matches!(
        check(&stamped(b"new")),
        Err(EngineError::Undecodable { .. })
    ));
}
