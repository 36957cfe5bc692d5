//! What was promised of membership, number by number.

use std::collections::BTreeMap;

use crate::{
    named::assert_exist,
    table::{Row, assert_told_once, rows, text},
};

const TABLE: &str = "docs/reference/requirements.md";
const HEADER: [&str; 3] = ["number", "what holds", "test"];
/// Behind it stands what does not hold yet, in items that begin with their number.
const MISSING: &str = "## Not there yet";
/// How many of each letter there are, and from which on.
const NUMBERS: [(char, u32, u32); 3] = [('R', 54, 91), ('D', 1, 24), ('I', 1, 12)];

#[test]
fn every_row_is_told_once_and_has_a_test_of_the_built_daemon() {
    let rows = rows(TABLE, HEADER);
    assert_told_once(&rows);
    assert_exist(&rows);
    for row in rows {
        assert!(
            row.tests.iter().any(|test| test.starts_with("daemon::")),
            "no test drives the built daemon: {row:?}"
        );
    }
}

#[test]
fn every_number_is_told_once_as_there_or_as_missing() {
    let mut told: BTreeMap<String, usize> = BTreeMap::new();
    let rows = rows(TABLE, HEADER);
    let there = rows.iter().map(|Row { of, .. }| of.clone());
    for number in there.chain(missing()) {
        *told.entry(number).or_default() += 1;
    }
    for (letter, first, last) in NUMBERS {
        for number in first..=last {
            let name = format!("{letter}{number}");
            assert_eq!(told.remove(&name), Some(1), "{name}");
        }
    }
    assert!(told.is_empty(), "numbers that there are not: {told:?}");
}

fn missing() -> Vec<String> {
    let text = text(TABLE);
    let (_, missing) = text.split_once(MISSING).unwrap();
    let items = missing.lines().filter_map(|line| line.strip_prefix("- "));
    items
        .map(|item| item.split(' ').next().unwrap().to_owned())
        .collect()
}
