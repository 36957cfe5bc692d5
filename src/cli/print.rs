//! Everything that a verb writes to the terminal passes here.

use std::{error::Error as _, io::Write as _};

use comfy_table::{ContentArrangement, Table, presets};
use serde::Serialize;

use crate::error::Error;

/// A line of text.
pub(crate) fn line(text: impl AsRef<str>) {
    // A closed pipe (`rosterd activity … | head`) is the reader's choice, not a fault.
    drop(writeln!(std::io::stdout(), "{}", text.as_ref()));
}

/// A line for a human beside machine-readable output.
pub(crate) fn note(text: impl AsRef<str>) {
    drop(writeln!(std::io::stderr(), "{}", text.as_ref()));
}

/// One JSON value on one line.
pub(crate) fn json(value: &impl Serialize) -> Result<(), Error> {
    let text = serde_json::to_string(value).map_err(|error| Error::Answer(error.to_string()))?;
    line(text);
    Ok(())
}

/// A table without frames, as wide as the terminal allows.
pub(crate) fn table(header: &[&str], rows: impl IntoIterator<Item = Vec<String>>) {
    let mut table = Table::new();
    table
        .load_preset(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Disabled)
        .set_header(header.iter().map(|name| name.to_uppercase()))
        .add_rows(rows);
    line(table.trim_fmt());
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
