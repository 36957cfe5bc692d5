//! A table of a document: rows of three columns, the last of which names tests.

use std::{collections::BTreeSet, fs, path::Path};

/// One line of a table.
#[derive(Debug)]
pub(crate) struct Row {
    /// The clause, the source or the number.
    pub(crate) of: String,
    pub(crate) holds: String,
    /// What stands between backticks in the last column.
    pub(crate) tests: Vec<String>,
}

/// The rows of all tables of the document under this header.
pub(crate) fn rows(document: &str, header: [&str; 3]) -> Vec<Row> {
    let mut rows = Vec::new();
    for line in text(document).lines().filter(|line| line.starts_with('|')) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [of, holds, tests] = cells.as_slice() else {
            panic!("{document} has a line with other columns: {line}");
        };
        if cells == header || of.starts_with("---") {
            continue;
        }
        let tests = tests.split('`').skip(1).step_by(2).map(str::to_owned);
        rows.push(Row {
            of: (*of).to_owned(),
            holds: (*holds).to_owned(),
            tests: tests.collect(),
        });
    }
    rows
}

/// Each row says something, has a test, and is there once.
pub(crate) fn assert_told_once(rows: &[Row]) {
    let mut seen = BTreeSet::new();
    for row in rows {
        assert!(!row.of.is_empty() && !row.holds.is_empty(), "{row:?}");
        assert!(!row.tests.is_empty(), "no test proves: {row:?}");
        let different: BTreeSet<_> = row.tests.iter().collect();
        assert_eq!(
            different.len(),
            row.tests.len(),
            "twice in one row: {row:?}"
        );
        assert!(
            seen.insert((row.of.as_str(), row.holds.as_str())),
            "twice: {row:?}"
        );
    }
}

pub(crate) fn text(document: &str) -> String {
    fs::read_to_string(root().join(document)).unwrap()
}

pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
