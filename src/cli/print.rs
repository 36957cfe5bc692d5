//! Everything that a verb writes to the terminal passes here.
//!
//! Names come from a customer's directory, and whoever can set one there must not be able to move
//! the cursor of an operator's terminal or turn the direction of its text.

use std::{
    error::Error as _,
    io::{IsTerminal as _, Write as _},
};

use comfy_table::{ContentArrangement, Table, presets};
use jiff::Timestamp;
use serde::Serialize;

use crate::error::Error;

/// Escape sequences of ECMA-48.
const RED: &str = "\u{1b}[31m";
const PLAIN: &str = "\u{1b}[0m";
/// Of one cell of a table, in characters; `--json` shows everything.
const LONGEST_CELL: usize = 240;

/// A line of text, or several.
pub(crate) fn line(text: impl AsRef<str>) {
    out(&visible(text.as_ref(), true));
}

/// A line for a human beside machine-readable output.
pub(crate) fn note(text: impl AsRef<str>) {
    drop(writeln!(
        std::io::stderr(),
        "{}",
        visible(text.as_ref(), true)
    ));
}

/// One JSON value on one line.
pub(crate) fn json(value: &impl Serialize) -> Result<(), Error> {
    let text = serde_json::to_string(value).map_err(|error| Error::Answer(error.to_string()))?;
    out(&text);
    Ok(())
}

/// A time as people need it; `--json` has all of its digits.
pub(crate) fn time(time: Timestamp) -> String {
    format!("{time:.3}")
}

/// As [`time`], of a text that may be one.
pub(crate) fn time_or(text: &str) -> String {
    text.parse().map_or_else(|_| text.to_owned(), time)
}

/// A table without frames, as wide as the terminal allows.
pub(crate) fn table(header: &[&str], rows: impl IntoIterator<Item = Vec<String>>) {
    table_with_failures(header, rows.into_iter().map(|row| (row, false)));
}

/// As [`table`]; the rows of failures are red on a terminal.
pub(crate) fn table_with_failures(
    header: &[&str],
    rows: impl IntoIterator<Item = (Vec<String>, bool)>,
) {
    let (rows, failures): (Vec<_>, Vec<_>) = rows.into_iter().unzip();
    let mut table = Table::new();
    table
        .load_preset(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Disabled)
        .set_header(header.iter().map(|name| name.to_uppercase()))
        .add_rows(
            rows.into_iter()
                .map(|row| row.iter().map(|text| cell(text)).collect::<Vec<_>>()),
        );
    let text = visible(&table.trim_fmt(), true);
    if !failures.contains(&true) || !has_colours() {
        out(&text);
        return;
    }
    // A cell is one line, so a row is too; the first is the header.
    let failures = std::iter::once(false).chain(failures);
    let lines = text.lines().zip(failures).map(|(line, failed)| {
        if failed {
            format!("{RED}{line}{PLAIN}")
        } else {
            line.to_owned()
        }
    });
    out(&lines.collect::<Vec<_>>().join("\n"));
}

/// On a terminal, unless it was asked for none (`https://no-color.org`).
fn has_colours() -> bool {
    std::io::stdout().is_terminal()
        && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

fn out(text: &str) {
    // A closed pipe (`rosterd activity … | head`) is the reader's choice, not a fault.
    drop(writeln!(std::io::stdout(), "{text}"));
}

fn cell(text: &str) -> String {
    let mut text = visible(text, false);
    if let Some((end, _)) = text.char_indices().nth(LONGEST_CELL) {
        text.truncate(end);
        text.push('…');
    }
    text
}

/// The text with a mark in place of everything that would act on the terminal.
fn visible(text: &str, several_lines: bool) -> String {
    text.chars()
        .map(|letter| match letter {
            '\n' if several_lines => letter,
            letter if letter.is_control() || turns_text(letter) => char::REPLACEMENT_CHARACTER,
            letter => letter,
        })
        .collect()
}

/// The explicit formatting characters of Unicode's bidirectional algorithm (UAX #9 §2).
fn turns_text(letter: char) -> bool {
    matches!(
        letter,
        '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    )
}

/// An error on stderr, with its chain of sources.
pub(crate) fn error(error: &Error) {
    note(format!("rosterd: {}", chain(error)));
}

/// An error and its sources in one text.
pub(crate) fn chain(error: &Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        let cause_text = cause.to_string();
        // A transparent or embedding error repeats its source: say it once.
        if !text.contains(&cause_text) {
            text.push_str(": ");
            text.push_str(&cause_text);
        }
        source = cause.source();
    }
    text
}

#[cfg(test)]
mod tests;
