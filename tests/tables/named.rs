//! Whether a test of a name exists.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use crate::table::{Row, root};

/// No row names a test that is not there.
pub(crate) fn assert_exist(rows: &[Row]) {
    let named: BTreeSet<&String> = rows.iter().flat_map(|row| &row.tests).collect();
    let missing: Vec<_> = named.iter().filter(|name| !exists(name)).collect();
    assert!(missing.is_empty(), "there are no such tests: {missing:#?}");
}

/// Whether a test function stands where its name says: `scim::page::tests::…` in
/// `scim/src/page/tests.rs` (or in a module of `page.rs`), `daemon::scim::…` in
/// `tests/daemon/scim.rs`.
pub(crate) fn exists(name: &str) -> bool {
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

#[test]
fn what_is_no_test_is_not_taken_for_one() {
    assert!(exists(
        "tables::named::what_is_no_test_is_not_taken_for_one"
    ));
    for name in [
        "tables::named::exists",
        "tables::named::nothing_of_this_name",
        "scim::filter::parse",
        "nowhere::at::all",
        "alone",
    ] {
        assert!(!exists(name), "{name}");
    }
}
