//! A refusal that names the key it is about, and where that key stands in the text.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

/// The way to a value in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// `key` in `[table]`.
    Key {
        table: &'static str,
        key: &'static str,
    },
    /// `key` in the `index`-th `[[listener]]`, counted from 0.
    Listener { index: usize, key: &'static str },
    /// The whole `index`-th `[[listener]]`.
    Entry { index: usize },
    /// `key` in the `index`-th `[[oauth.issuers]]`, counted from 0; the whole of it if the key is
    /// not there.
    Issuer { index: usize, key: &'static str },
}

impl Place {
    pub(crate) fn key(table: &'static str, key: &'static str) -> Self {
        Self::Key { table, key }
    }

    pub(crate) fn listener(index: usize, key: &'static str) -> Self {
        Self::Listener { index, key }
    }

    fn span(self, document: &DeTable<'_>) -> Option<Range<usize>> {
        let (table, key) = match self {
            Self::Key { table, key } => (document.get(table)?, key),
            Self::Listener { index, key } => (entry(document, index)?, key),
            Self::Entry { index } => return Some(entry(document, index)?.span()),
            Self::Issuer { index, key } => {
                let issuers = document.get("oauth")?.get_ref().get("issuers")?;
                let issuer = issuers.get_ref().get(index)?;
                let value = issuer.get_ref().get(key);
                return Some(value.map_or(issuer.span(), toml::Spanned::span));
            }
        };
        Some(table.get_ref().get(key)?.span())
    }
}

fn entry<'t>(document: &'t DeTable<'_>, index: usize) -> Option<&'t toml::Spanned<DeValue<'t>>> {
    document.get("listener")?.get_ref().get(index)
}

/// A value that is well formed, but cannot be meant.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    /// Where to point, best first: a key that keeps its default is not in the text.
    places: Vec<Place>,
    pub(crate) problem: String,
    pub(crate) advice: String,
}

impl Refusal {
    pub(crate) fn new(place: Place, problem: impl Into<String>, advice: impl Into<String>) -> Self {
        Self {
            places: vec![place],
            problem: problem.into(),
            advice: advice.into(),
        }
    }

    /// Points at `place` where the text does not have the place named first.
    pub(crate) fn or_at(mut self, place: Place) -> Self {
        self.places.push(place);
        self
    }

    pub(crate) fn span(&self, document: &DeTable<'_>) -> Option<Range<usize>> {
        self.places.iter().find_map(|place| place.span(document))
    }
}
