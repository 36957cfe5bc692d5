//! Which character stands between cells.

use std::{fmt, str::FromStr};

use csv::{Reader, ReaderBuilder, StringRecord};

use super::field;

/// Records that are looked at.
const LOOKED_AT: usize = 20;
/// Those that are found by themselves; the first of equals wins.
const USUAL: [Delimiter; 4] = [
    Delimiter(b','),
    Delimiter(b';'),
    Delimiter(b'\t'),
    Delimiter(b'|'),
];

/// One character of ASCII.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Delimiter(u8);

impl Delimiter {
    /// The one that the heading is best read with: where most columns have a name that is known,
    /// or else where most columns are and the rows have as many.
    pub(super) fn detect(text: &str) -> Self {
        let mut best = (Self(b','), (0, false, 1));
        for delimiter in USUAL {
            let score = delimiter.score(text);
            if score > best.1 {
                best = (delimiter, score);
            }
        }
        best.0
    }

    /// Takes a text apart. Rows of any length are given, as each is judged by itself.
    pub(super) fn reader(self, text: &str) -> Reader<&[u8]> {
        ReaderBuilder::new()
            .delimiter(self.0)
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes())
    }

    fn score(self, text: &str) -> (usize, bool, usize) {
        let records: Vec<StringRecord> = self
            .reader(text)
            .into_records()
            .take(LOOKED_AT)
            .map_while(Result::ok)
            .collect();
        let Some((heading, rows)) = records.split_first() else {
            return (0, false, 0);
        };
        let known = heading.iter().filter(|name| field::known(name).is_some());
        let is_even = rows.iter().all(|row| row.len() == heading.len());
        (known.count(), is_even && heading.len() > 1, heading.len())
    }
}

impl FromStr for Delimiter {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.as_bytes() {
            _ if text == "tab" || text == "\\t" => Ok(Self(b'\t')),
            [byte] if byte.is_ascii() && !matches!(byte, b'"' | b'\r' | b'\n' | 0) => {
                Ok(Self(*byte))
            }
            _ => Err("one character such as , ; | or the word tab".to_owned()),
        }
    }
}

impl fmt::Display for Delimiter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            b'\t' => f.write_str("tab"),
            byte => write!(f, "{}", char::from(byte)),
        }
    }
}

#[cfg(test)]
mod tests;
