//! What is kept in `seeds/` holds: where searches begin, and what they have found.

#![cfg(test)]

use std::{fs, path::Path};

fn every_seed_of(target: &str, check: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("seeds")
        .join(target);
    let seeds: Vec<_> = fs::read_dir(&folder).unwrap().collect();
    assert!(!seeds.is_empty(), "{}", folder.display());
    for seed in seeds {
        let path = seed.unwrap().path();
        // Shown only when the next line fails.
        println!("{}", path.display());
        check(&fs::read(path).unwrap());
    }
}

#[test]
fn json() {
    every_seed_of("json", fuzz::json::check);
}

#[test]
fn filter() {
    every_seed_of("filter", fuzz::filter::check);
}

#[test]
fn path() {
    every_seed_of("path", fuzz::path::check);
}

#[test]
fn patch() {
    every_seed_of("patch", fuzz::patch::check);
}

#[cfg(feature = "operations")]
#[test]
fn operations() {
    every_seed_of("operations", fuzz::operations::check);
}
