//! What holds of the RFCs and of each provider.

use crate::{
    named::assert_exist,
    table::{assert_told_once, rows},
};

const TABLE: &str = "docs/reference/conformance.md";
/// What stands on top of each table.
const HEADER: [&str; 3] = ["clause or source", "what holds", "test"];

#[test]
fn every_row_is_told_once_and_has_a_test_that_exists() {
    let rows = rows(TABLE, HEADER);
    assert!(rows.len() > 100, "{} rows: was the table read?", rows.len());
    assert_told_once(&rows);
    assert_exist(&rows);
}
