//! The table, ready to be asked.

use scim::fold::fold;
use serde_json::Value;

use super::{Group, NotATable, Row, check, pattern::Pattern};

/// Rows in their order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    rows: Vec<Row>,
    looks: Vec<Look>,
}

/// What a row looks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Look {
    Name(String),
    Pattern(Pattern),
    Id(String),
}

impl Table {
    /// Reads rows as they are sent. Wrong ones are told all at once.
    pub fn read(rows: &[Value]) -> Result<Self, NotATable> {
        check::read(rows).map(Self::of)
    }

    /// Of rows that were read before.
    pub fn of(rows: Vec<Row>) -> Self {
        let looks = rows.iter().map(Look::of).collect();
        Self { rows, looks }
    }

    /// As they were written.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// No group is mapped.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The rows that match a group, with their indexes from 0; one that ignores is the last.
    pub(super) fn matching(&self, group: &Group) -> Vec<(usize, &Row)> {
        let name = fold(&group.name);
        let mut found = Vec::new();
        for (index, (row, look)) in self.rows.iter().zip(&self.looks).enumerate() {
            if look.matches(group, &name) {
                found.push((index, row));
                if row.ignore {
                    break;
                }
            }
        }
        found
    }

    /// The indexes, from 0, of the rows that name a group and give something. A pattern waits for no
    /// group in particular.
    pub fn waiting_for(&self, group: &Group) -> Vec<usize> {
        let name = fold(&group.name);
        let waits = |(index, row, look): (usize, &Row, &Look)| {
            let names = row.pattern.is_none() && !row.ignore && look.matches(group, &name);
            names.then_some(index)
        };
        self.looks().filter_map(waits).collect()
    }

    pub(super) fn looks(&self) -> impl Iterator<Item = (usize, &Row, &Look)> {
        let rows = self.rows.iter().zip(&self.looks).enumerate();
        rows.map(|(index, (row, look))| (index, row, look))
    }
}

impl Look {
    fn of(row: &Row) -> Self {
        match (&row.name, &row.pattern, &row.id) {
            (Some(name), ..) => Self::Name(fold(name)),
            (_, Some(pattern), _) => Self::Pattern(Pattern::new(&fold(pattern))),
            (.., id) => Self::Id(id.clone().unwrap_or_default()),
        }
    }

    fn matches(&self, group: &Group, folded: &str) -> bool {
        match self {
            Self::Name(name) => name == folded,
            Self::Pattern(pattern) => pattern.matches(folded),
            Self::Id(id) => group.has_id(id),
        }
    }
}
