//! What an import has to say: how the file was read, each row, and the totals.

use std::process::ExitCode;

use rosterd_http::admin::{ImportResult, ImportView, ImportedView};
use serde::Serialize;
use serde_json::{Map, Value, json};
use simulate::Watch as _;

use crate::{
    cli::{print, simulate::Bar},
    error::Error,
    spreadsheet::{Sheet, Use},
};

/// JSON lines for programs; for people, lines of text, and a bar that shows how far it has come.
pub(super) struct Report {
    json: bool,
    dry_run: bool,
    bar: Bar,
    totals: Totals,
}

#[derive(Debug, Default, Serialize)]
struct Totals {
    rows: u64,
    added: u64,
    restored: u64,
    updated: u64,
    unchanged: u64,
    managed: u64,
    refused: u64,
    /// Members with access when all is done; none where the daemon was not asked.
    seats: Option<u64>,
    seat_limit: Option<u64>,
}

impl Report {
    pub(super) fn begin(
        json: bool,
        dry_run: bool,
        name: &str,
        sheet: &Sheet,
    ) -> Result<Self, Error> {
        if json {
            print::json(&json!({
                "file": name,
                "dry_run": dry_run,
                "encoding": sheet.encoding.name(),
                "delimiter": sheet.delimiter.to_string(),
                "rows": sheet.rows,
                "columns": sheet.heading.columns().iter().map(column).collect::<Vec<_>>(),
            }))?;
        } else {
            describe(name, sheet);
            if dry_run {
                print::line("dry run: nothing is changed");
            }
        }
        let bar = Bar::new();
        bar.phase("rows", sheet.rows as u64);
        Ok(Self {
            json,
            dry_run,
            bar,
            totals: Totals::default(),
        })
    }

    /// Rows that were sent, and those in between that were not.
    pub(super) fn part(
        &mut self,
        answer: Option<ImportView>,
        refused: Vec<ImportedView>,
    ) -> Result<(), Error> {
        let mut rows = refused;
        if let Some(answer) = answer {
            rows.extend(answer.rows);
            self.totals.seats = Some(answer.seats);
            self.totals.seat_limit = answer.seat_limit;
        }
        rows.sort_by_key(|row| row.line);
        for row in &rows {
            self.totals.count(row.result);
            self.bar.step();
        }
        let json = self.json;
        self.bar.aside(|| {
            rows.iter().try_for_each(|row| {
                if json {
                    print::json(row)
                } else {
                    print::line(text(row));
                    Ok(())
                }
            })
        })
    }

    /// Seats that the rows so far would have taken, in a dry run.
    pub(super) fn seats_ahead(&self) -> u64 {
        if self.dry_run {
            self.totals.added + self.totals.restored
        } else {
            0
        }
    }

    /// How many rows have been seen to.
    pub(super) fn rows(&self) -> u64 {
        self.totals.rows
    }

    pub(super) fn end(&self) {
        self.bar.done();
    }

    pub(super) fn totals(&self) -> Result<(), Error> {
        let totals = &self.totals;
        if self.json {
            return print::json(&json!({ "totals": totals }));
        }
        let seats = match (totals.seats, totals.seat_limit) {
            (Some(used), Some(limit)) => format!("; {used} of {limit} seats"),
            (Some(used), None) => format!("; {used} seats"),
            (None, _) => String::new(),
        };
        print::line(format!(
            "{} rows: {} added, {} restored, {} updated, {} unchanged, {} managed by the directory, \
             {} refused{seats}",
            totals.rows,
            totals.added,
            totals.restored,
            totals.updated,
            totals.unchanged,
            totals.managed,
            totals.refused,
        ));
        Ok(())
    }

    pub(super) fn exit_code(&self) -> ExitCode {
        ExitCode::from(u8::from(self.totals.refused > 0))
    }
}

impl Totals {
    fn count(&mut self, result: ImportResult) {
        self.rows += 1;
        let total = match result {
            ImportResult::Added => &mut self.added,
            ImportResult::Restored => &mut self.restored,
            ImportResult::Updated => &mut self.updated,
            ImportResult::Unchanged => &mut self.unchanged,
            ImportResult::Managed => &mut self.managed,
            ImportResult::Refused => &mut self.refused,
        };
        *total += 1;
    }
}

fn column((name, used): &(String, Use)) -> Value {
    match used {
        Use::Read(field) => json!({"column": name, "field": field.as_str()}),
        Use::Taken(_) | Use::Ignored => json!({"column": name, "field": null}),
    }
}

fn describe(name: &str, sheet: &Sheet) {
    print::line(format!(
        "{name}: {} rows, {}, cells apart by {}",
        sheet.rows,
        sheet.encoding.name(),
        sheet.delimiter
    ));
    for (name, used) in sheet.heading.columns() {
        print::line(match used {
            Use::Read(field) => format!("  {name}: {}", field.as_str()),
            Use::Taken(field) => {
                format!(
                    "  {name}: ignored, as another column is read for {}",
                    field.as_str()
                )
            }
            Use::Ignored => format!("  {name}: ignored"),
        });
    }
}

fn text(row: &ImportedView) -> String {
    let why = match (&row.error, row.result) {
        (Some(error), _) => error.detail.clone(),
        (None, ImportResult::Updated) => changes(&row.changes),
        (None, ImportResult::Managed) if row.changes.is_empty() => String::new(),
        (None, ImportResult::Managed) => format!("left alone: {}", changes(&row.changes)),
        (None, _) => String::new(),
    };
    let result = row.result.as_str();
    let text = format!("{:>7}  {result:<9}  {:<32}  {why}", row.line, row.email);
    // Where a cell has several lines, the report has one.
    text.trim_end().replace('\n', " ")
}

/// `display_name: Ada → Ada Byron, …`
fn changes(changes: &Map<String, Value>) -> String {
    let changes: Vec<_> = changes
        .iter()
        .map(|(name, change)| {
            let side = |side| match change.get(side) {
                Some(Value::String(text)) => text.clone(),
                Some(value) => value.to_string(),
                None => "-".to_owned(),
            };
            format!("{name}: {} → {}", side("from"), side("to"))
        })
        .collect();
    changes.join(", ")
}
