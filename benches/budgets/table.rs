//! The result: one row a budget.

use std::fmt;

use comfy_table::{Table, presets::ASCII_MARKDOWN};

const HEADER: [&str; 5] = ["what", "budget", "measured", "ratio", "verdict"];

/// One budget, and what came of it.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) what: String,
    pub(crate) budget: String,
    pub(crate) measured: String,
    /// To the yardstick, where there is one.
    pub(crate) ratio: Option<String>,
    pub(crate) verdict: Verdict,
}

/// Whether a budget was kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    Kept,
    Missed,
    /// It has no budget: others are measured by it.
    Yardstick,
}

impl Row {
    /// A figure that others are measured by.
    pub(crate) fn yardstick(what: impl Into<String>, measured: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            budget: String::new(),
            measured: measured.into(),
            ratio: None,
            verdict: Verdict::Yardstick,
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Kept => "kept",
            Self::Missed => "missed",
            Self::Yardstick => "yardstick",
        })
    }
}

/// All rows, as a table that a terminal and Markdown both show.
pub(crate) fn table(rows: &[Row]) -> String {
    let mut table = Table::new();
    table.load_preset(ASCII_MARKDOWN).set_header(HEADER);
    for row in rows {
        table.add_row([
            row.what.as_str(),
            &row.budget,
            &row.measured,
            row.ratio.as_deref().unwrap_or_default(),
            &row.verdict.to_string(),
        ]);
    }
    table.to_string()
}

/// Seconds, in the unit that suits them.
pub(crate) fn time(seconds: f64) -> String {
    if seconds < 0.001 {
        format!("{:.0} µs", seconds * 1e6)
    } else if seconds < 1.0 {
        format!("{:.2} ms", seconds * 1e3)
    } else {
        format!("{seconds:.2} s")
    }
}

/// A number of people: 1,000 as 1 k.
pub(crate) fn count(number: u64) -> String {
    match number {
        1_000_000.. if number.is_multiple_of(1_000_000) => format!("{} M", number / 1_000_000),
        1_000.. if number.is_multiple_of(1_000) => format!("{} k", number / 1_000),
        _ => number.to_string(),
    }
}
