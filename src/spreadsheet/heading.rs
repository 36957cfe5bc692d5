//! The first row of a file: what its columns are taken for.

use std::str::FromStr;

use super::{Field, SheetError, cell, field};

/// What becomes of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Use {
    /// It is read.
    Read(Field),
    /// Another column is read for the same field.
    Taken(Field),
    /// Nothing, as nobody knows what it is, or nobody wants it.
    Ignored,
}

/// `COLUMN=FIELD`, as `--map` takes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mapping {
    column: String,
    field: Option<Field>,
}

/// The columns of a file.
#[derive(Debug)]
pub(crate) struct Heading {
    columns: Vec<(String, Use)>,
}

impl Heading {
    /// What is mapped goes first; then the names that are known, from left to right.
    pub(super) fn read(
        names: impl Iterator<Item = impl AsRef<str>>,
        mappings: &[Mapping],
    ) -> Result<Self, SheetError> {
        let names: Vec<String> = names
            .map(|name| cell::disarmed(name.as_ref()).trim().to_owned())
            .collect();
        let mut heading = Self {
            columns: names
                .iter()
                .map(|name| (name.clone(), Use::Ignored))
                .collect(),
        };
        let mut is_mapped = vec![false; names.len()];
        for mapping in mappings {
            let index = mapping.find(&names)?;
            if let Some(is_mapped) = is_mapped.get_mut(index) {
                *is_mapped = true;
            }
            if let Some(field) = mapping.field {
                heading.map(index, field)?;
            }
        }
        for (index, name) in names.iter().enumerate() {
            if is_mapped.get(index) == Some(&false)
                && let Some(field) = field::known(name)
            {
                heading.assign(index, field);
            }
        }
        if heading.has(Field::Email) || heading.has(Field::UserName) {
            Ok(heading)
        } else {
            Err(SheetError::NoAddresses { columns: names })
        }
    }

    /// Every column and what becomes of it, from left to right.
    pub(crate) fn columns(&self) -> &[(String, Use)] {
        &self.columns
    }

    pub(super) fn names(&self) -> Vec<String> {
        self.columns.iter().map(|(name, _)| name.clone()).collect()
    }

    pub(super) fn has(&self, field: Field) -> bool {
        self.places(field).next().is_some()
    }

    /// The columns that are read for a field: of all but classes, one at most.
    pub(super) fn places(&self, field: Field) -> impl Iterator<Item = usize> {
        let columns = self.columns.iter().enumerate();
        columns
            .filter(move |(_, (_, used))| *used == Use::Read(field))
            .map(|(index, _)| index)
    }

    fn map(&mut self, index: usize, field: Field) -> Result<(), SheetError> {
        let first = self.places(field).find(|_| field != Field::Classes);
        if let Some(first) = first.filter(|first| *first != index) {
            let name = |index| {
                self.columns
                    .get(index)
                    .map(|(name, _): &(String, Use)| name.clone())
            };
            return Err(SheetError::MappedTwice {
                field: field.as_str(),
                first: name(first).unwrap_or_default(),
                second: name(index).unwrap_or_default(),
            });
        }
        self.assign(index, field);
        Ok(())
    }

    fn assign(&mut self, index: usize, field: Field) {
        let is_taken = field != Field::Classes && self.has(field);
        if let Some((_, used)) = self.columns.get_mut(index) {
            *used = if is_taken {
                Use::Taken(field)
            } else {
                Use::Read(field)
            };
        }
    }
}

impl Mapping {
    /// The name as it is written goes before one that only means the same.
    fn find(&self, names: &[String]) -> Result<usize, SheetError> {
        let plain = field::plain(&self.column);
        names
            .iter()
            .position(|name| *name == self.column)
            .or_else(|| names.iter().position(|name| field::plain(name) == plain))
            .ok_or_else(|| SheetError::NoSuchColumn {
                named: self.column.clone(),
                columns: names.to_vec(),
            })
    }
}

impl FromStr for Mapping {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (column, word) = text
            .rsplit_once('=')
            .ok_or_else(|| "it is COLUMN=FIELD".to_owned())?;
        let field = match word.trim() {
            "ignore" => None,
            word => Some(Field::of(word).ok_or_else(|| {
                let words: Vec<_> = Field::words().collect();
                format!("the fields are {} and ignore", words.join(", "))
            })?),
        };
        Ok(Self {
            column: column.trim().to_owned(),
            field,
        })
    }
}

#[cfg(test)]
mod tests;
