//! Whether rows can be meant: each problem names its row, and what to do.

use std::fmt;

use serde_json::Value;

use super::{ClassTarget, Row};

/// The most rows.
const MOST_ROWS: usize = 1_000;
/// The longest text, in characters.
const LONGEST: usize = 256;

/// What is wrong with one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrongRow {
    /// From 1.
    pub row: usize,
    /// What, and what would be right.
    pub problem: String,
}

/// Rows that make no table.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotATable {
    /// Each of these has to be mended.
    #[error("{}", Lines(.0))]
    Rows(Vec<WrongRow>),
    /// Nobody can look through so many.
    #[error("a mapping table has at most {MOST_ROWS} rows, not {0}")]
    TooLong(usize),
}

struct Lines<'p>(&'p [WrongRow]);

impl fmt::Display for Lines<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, wrong) in self.0.iter().enumerate() {
            let between = if number == 0 { "" } else { "; " };
            write!(f, "{between}row {}: {}", wrong.row, wrong.problem)?;
        }
        Ok(())
    }
}

/// Rows as they were sent.
pub(super) fn read(values: &[Value]) -> Result<Vec<Row>, NotATable> {
    if values.len() > MOST_ROWS {
        return Err(NotATable::TooLong(values.len()));
    }
    let (mut rows, mut wrong) = (Vec::new(), Vec::new());
    for (index, value) in values.iter().enumerate() {
        let read = serde_json::from_value(value.clone());
        let read = read.map_err(|error| unreadable(value, &error));
        match read.and_then(|row| check(&row).map(|()| row)) {
            Ok(row) => {
                if let Some(earlier) = rows.iter().position(|earlier| *earlier == row) {
                    let problem = format!("says the same as row {}; leave it out", earlier + 1);
                    wrong.push(WrongRow {
                        row: index + 1,
                        problem,
                    });
                }
                rows.push(row);
            }
            Err(problem) => {
                rows.push(Row::default());
                wrong.push(WrongRow {
                    row: index + 1,
                    problem,
                });
            }
        }
    }
    if wrong.is_empty() {
        Ok(rows)
    } else {
        Err(NotATable::Rows(wrong))
    }
}

fn unreadable(value: &Value, error: &serde_json::Error) -> String {
    match value.get("class") {
        Some(class) if !class.is_string() && !class.is_boolean() => {
            format!("class must be the name of a class, or true for the group itself, not {class}")
        }
        _ => format!(
            "{error}; a row has name, pattern or id, and user_group, class, teacher or ignore"
        ),
    }
}

fn check(row: &Row) -> Result<(), String> {
    let looks = [
        ("name", &row.name),
        ("pattern", &row.pattern),
        ("id", &row.id),
    ];
    let said = looks.iter().filter(|(_, text)| text.is_some()).count();
    if said != 1 {
        let found = if said == 0 { "none" } else { "several" };
        return Err(format!(
            "it takes one of name, pattern and id to say which groups, and there are {found}"
        ));
    }
    for (field, text) in looks.into_iter().chain([("user_group", &row.user_group)]) {
        if let Some(text) = text {
            readable(field, text)?;
        }
    }
    match &row.class {
        Some(ClassTarget::Itself(false)) => {
            return Err("class must be a name or true; leave it out for no class".to_owned());
        }
        Some(ClassTarget::Named(name)) => readable("class", name)?,
        Some(ClassTarget::Itself(true)) | None => {}
    }
    let gives = row.user_group.is_some() || row.class.is_some() || row.teacher;
    match (gives, row.ignore) {
        (true, true) => {
            Err("a row that ignores gives nothing: leave ignore or the rest out".into())
        }
        (false, false) => Err("it gives nothing: say user_group, class, teacher or ignore".into()),
        _ => Ok(()),
    }
}

fn readable(field: &str, text: &str) -> Result<(), String> {
    let length = text.chars().count();
    if text.trim().is_empty() {
        Err(format!("{field} must not be empty"))
    } else if length > LONGEST {
        Err(format!(
            "{field} has {length} characters, {LONGEST} at most"
        ))
    } else if text.contains(char::is_control) {
        Err(format!("{field} must be one line of text"))
    } else {
        Ok(())
    }
}
