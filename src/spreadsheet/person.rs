//! A row as the person that it lists.

use csv::StringRecord;
use roster::person::is_address;
use rosterd_http::admin::{ImportRow, RowError};

use super::{Field, Heading, cell};

/// The longest cell that is read, in bytes. What is longer is often all the rest of the file, behind
/// a quote that nobody closes.
const LONGEST_CELL: usize = 2_000;

/// A row that nobody is to be made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BadRow {
    /// What stands where the address should be.
    pub(crate) email: String,
    pub(crate) error: RowError,
}

impl Heading {
    /// What the row says; a field without a column is not said.
    pub(super) fn person(&self, line: u64, record: &StringRecord) -> Result<ImportRow, BadRow> {
        let user_name = self.cell(record, Field::UserName);
        let email = self
            .cell(record, Field::Email)
            .filter(|email| !email.is_empty())
            .or_else(|| user_name.clone().filter(|name| is_address(name)))
            .unwrap_or_default();
        let bad = |kind: &str, detail: String| BadRow {
            email: email.chars().take(LONGEST_CELL).collect(),
            error: RowError {
                kind: kind.to_owned(),
                detail,
            },
        };
        self.is_whole(record)
            .map_err(|detail| bad("bad-row", detail))?;
        let teacher = self
            .teacher(record)
            .map_err(|detail| bad("bad-value", detail))?;
        Ok(ImportRow {
            line,
            user_name,
            display_name: self.display_name(record),
            user_group: self.cell(record, Field::UserGroup),
            classes: self.classes(record),
            teacher,
            email,
        })
    }

    fn is_whole(&self, record: &StringRecord) -> Result<(), String> {
        let (cells, columns) = (record.len(), self.columns().len());
        let is_surplus = record.iter().skip(columns).any(|cell| !cell.is_empty());
        if cells < columns || is_surplus {
            return Err(format!(
                "the row has {cells} cells and the heading {columns}: one that holds the character \
                 between cells must stand in double quotes"
            ));
        }
        match record.iter().map(str::len).max() {
            Some(length) if length > LONGEST_CELL => Err(format!(
                "a cell has {length} bytes: is there a double quote that is not closed?"
            )),
            _ => Ok(()),
        }
    }

    fn cell(&self, record: &StringRecord, field: Field) -> Option<String> {
        let index = self.places(field).next()?;
        Some(text(record, index))
    }

    /// What there is of the name, where it stands in parts.
    fn display_name(&self, record: &StringRecord) -> Option<String> {
        let whole = self.cell(record, Field::DisplayName);
        let parts = [Field::GivenName, Field::FamilyName].map(|field| self.cell(record, field));
        if parts.iter().all(Option::is_none) || whole.as_ref().is_some_and(|name| !name.is_empty())
        {
            return whole;
        }
        let parts: Vec<String> = parts
            .into_iter()
            .flatten()
            .filter(|part| !part.is_empty())
            .collect();
        Some(parts.join(" "))
    }

    fn classes(&self, record: &StringRecord) -> Option<Vec<String>> {
        let mut places = self.places(Field::Classes).peekable();
        places.peek()?;
        let mut classes: Vec<String> = places
            .flat_map(|index| cell::split(&text(record, index)))
            .collect();
        classes.sort();
        classes.dedup();
        Some(classes)
    }

    fn teacher(&self, record: &StringRecord) -> Result<Option<bool>, String> {
        if let Some(word) = self.cell(record, Field::Teacher) {
            return match word.to_lowercase().as_str() {
                "yes" | "y" | "true" | "1" | "x" | "teacher" => Ok(Some(true)),
                "" | "no" | "n" | "false" | "0" | "student" => Ok(Some(false)),
                _ => Err(format!("teacher is yes or no, not {word:?}")),
            };
        }
        let role = self.cell(record, Field::Role);
        Ok(role.and_then(|role| teaches(&role)))
    }
}

/// Roles that are no school's say nothing about it.
fn teaches(roles: &str) -> Option<bool> {
    let roles = cell::split(&roles.to_lowercase());
    let has = |words: [&str; 4]| roles.iter().any(|role| words.contains(&role.as_str()));
    if has(["teacher", "teachers", "instructor", "educator"]) {
        Some(true)
    } else {
        has(["student", "students", "pupil", "pupils"]).then_some(false)
    }
}

/// A cell without what makes it harmless, and without blanks around.
fn text(record: &StringRecord, index: usize) -> String {
    cell::disarmed(record.get(index).unwrap_or_default())
        .trim()
        .to_owned()
}

#[cfg(test)]
mod tests;
