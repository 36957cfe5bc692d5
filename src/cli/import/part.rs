//! Rows that are sent together.

use std::collections::{HashMap, hash_map};

use rosterd_http::admin::{ImportResult, ImportRow, ImportedView, RowError};
use scim::fold::fold;
use serde_json::Map;

use crate::spreadsheet::BadRow;

/// Rows that the daemon takes at once.
const MOST_ROWS: usize = 500;
/// Of text in them: far below what a body may have.
const MOST_BYTES: usize = 1 << 20;

/// Collects rows, and refuses those that the daemon need not see.
#[derive(Debug, Default)]
pub(super) struct Part {
    rows: Vec<ImportRow>,
    bytes: usize,
    refused: Vec<ImportedView>,
    /// Where each address stands first, in the whole file.
    lines: HashMap<String, u64>,
}

impl Part {
    pub(super) fn add(&mut self, line: u64, row: Result<ImportRow, BadRow>) {
        let row = match row {
            Ok(row) => row,
            Err(bad) => return self.refuse(line, bad),
        };
        if !row.email.is_empty() {
            match self.lines.entry(fold(&row.email)) {
                hash_map::Entry::Occupied(first) => {
                    let detail = format!("the address is on line {} already", first.get());
                    let kind = "duplicate-line".to_owned();
                    let error = RowError { kind, detail };
                    let email = row.email;
                    return self.refuse(line, BadRow { email, error });
                }
                hash_map::Entry::Vacant(free) => {
                    free.insert(line);
                }
            }
        }
        self.bytes += bytes(&row);
        self.rows.push(row);
    }

    pub(super) fn is_full(&self) -> bool {
        self.rows.len() >= MOST_ROWS || self.bytes >= MOST_BYTES || self.refused.len() >= MOST_ROWS
    }

    /// The rows to send, and those that were refused.
    pub(super) fn take(&mut self) -> (Vec<ImportRow>, Vec<ImportedView>) {
        self.bytes = 0;
        (
            std::mem::take(&mut self.rows),
            std::mem::take(&mut self.refused),
        )
    }

    fn refuse(&mut self, line: u64, bad: BadRow) {
        self.refused.push(ImportedView {
            line,
            email: bad.email,
            result: ImportResult::Refused,
            member: None,
            changes: Map::new(),
            error: Some(bad.error),
        });
    }
}

fn bytes(row: &ImportRow) -> usize {
    let texts = [&row.user_name, &row.display_name, &row.user_group];
    let texts = texts.into_iter().flatten();
    let texts = texts.chain(row.classes.iter().flatten());
    row.email.len() + texts.map(String::len).sum::<usize>()
}
