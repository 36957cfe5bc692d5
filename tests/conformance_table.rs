//! The conformance table names real tests: it can't go stale.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test ends by panicking"
)]

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

const TABLE: &str = "docs/reference/conformance.md";
/// What stands on top of each table.
const HEADER: [&str; 3] = ["clause or source", "what holds", "test"];

/// One line of a table.
#[derive(Debug)]
struct Row {
    clause: String,
    holds: String,
    tests: Vec<String>,
}

#[test]
fn every_row_has_a_test_and_no_row_is_there_twice() {
    let mut seen = BTreeSet::new();
    let rows = rows();
    assert!(rows.len() > 100, "{} rows: was the table read?", rows.len());
    for row in rows {
        assert!(!row.clause.is_empty() && !row.holds.is_empty(), "{row:?}");
        assert!(!row.tests.is_empty(), "no test proves: {row:?}");
        let different: BTreeSet<_> = row.tests.iter().collect();
        assert_eq!(
            different.len(),
            row.tests.len(),
            "twice in one row: {row:?}"
        );
        assert!(
            seen.insert((row.clause.clone(), row.holds.clone())),
            "twice: {row:?}"
        );
    }
}

#[test]
fn every_test_that_is_named_exists() {
    let named: BTreeSet<String> = rows().into_iter().flat_map(|row| row.tests).collect();
    let missing: Vec<_> = named.iter().filter(|name| !exists(name)).collect();
    assert!(
        missing.is_empty(),
        "{TABLE} names tests that are not there: {missing:#?}"
    );
}

#[test]
fn what_is_no_test_is_not_taken_for_one() {
    assert!(exists(
        "conformance_table::what_is_no_test_is_not_taken_for_one"
    ));
    for name in [
        "conformance_table::exists",
        "conformance_table::nothing_of_this_name",
        "scim::filter::parse",
        "nowhere::at::all",
        "alone",
    ] {
        assert!(!exists(name), "{name}");
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn rows() -> Vec<Row> {
    let text = fs::read_to_string(root().join(TABLE)).unwrap();
    let mut rows = Vec::new();
    for line in text.lines().filter(|line| line.starts_with('|')) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [clause, holds, tests] = cells.as_slice() else {
            panic!("{TABLE} has a line with other columns: {line}");
        };
        if cells == HEADER || clause.starts_with("---") {
            continue;
        }
        let tests = tests.split('`').skip(1).step_by(2).map(str::to_owned);
        rows.push(Row {
            clause: (*clause).to_owned(),
            holds: (*holds).to_owned(),
            tests: tests.collect(),
        });
    }
    rows
}

/// Whether a test function stands where its name says: `scim::page::tests::…` in
/// `scim/src/page/tests.rs` (or in a module of `page.rs`), `daemon::scim::…` in
/// `tests/daemon/scim.rs`.
fn exists(name: &str) -> bool {
    let mut modules: Vec<&str> = name.split("::").collect();
    let (Some(function), false) = (modules.pop(), modules.is_empty()) else {
        return false;
    };
    let target = modules.remove(0);
    targets(target).into_iter().any(|folder| {
        let inline = modules.split_last().filter(|(last, _)| **last == "tests");
        let files = [Some(modules.as_slice()), inline.map(|(_, above)| above)];
        files
            .into_iter()
            .flatten()
            .any(|modules| file_of(&folder, modules).is_some_and(|file| has_test(&file, function)))
    })
}

/// The folders whose modules the target may have: those of a library, or of a test binary.
fn targets(name: &str) -> Vec<PathBuf> {
    let mut folders = vec![
        root().join(name).join("src"),
        root().join("tests").join(name),
    ];
    for crate_folder in fs::read_dir(root()).unwrap() {
        folders.push(crate_folder.unwrap().path().join("tests").join(name));
    }
    folders
}

fn file_of(folder: &Path, modules: &[&str]) -> Option<PathBuf> {
    let path = modules
        .iter()
        .fold(folder.to_owned(), |path, module| path.join(module));
    let file = path.with_extension("rs");
    file.is_file().then_some(file)
}

/// Whether the function has `#[test]` or `#[tokio::test]` above it.
fn has_test(file: &Path, function: &str) -> bool {
    let text = fs::read_to_string(file).unwrap();
    let mut is_test = false;
    for line in text.lines().map(str::trim) {
        if line.starts_with("#[test]") || line.starts_with("#[tokio::test") {
            is_test = true;
        } else if line.contains("fn ") {
            let found = line
                .split("fn ")
                .nth(1)
                .and_then(|rest| rest.split('(').next());
            if found == Some(function) {
                return is_test;
            }
            is_test = false;
        }
    }
    false
}
