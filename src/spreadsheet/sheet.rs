//! A whole file.

use csv::StringRecord;
use encoding_rs::Encoding;
use rosterd_http::admin::ImportRow;

use super::{BadRow, Delimiter, Heading, Mapping, SheetError, encoding};

/// How some spreadsheets say which character they mean, in a line of its own in front.
const STATED_DELIMITER: &str = "sep=";

/// A table of people, with a heading.
#[derive(Debug)]
pub(crate) struct Sheet {
    pub(crate) encoding: &'static Encoding,
    pub(crate) delimiter: Delimiter,
    pub(crate) heading: Heading,
    /// How many rows there are under the heading.
    pub(crate) rows: usize,
    text: String,
    /// Where in the text the heading stands.
    start: usize,
}

impl Sheet {
    /// What is not stated is found out.
    pub(crate) fn read(
        bytes: &[u8],
        encoding: Option<&'static Encoding>,
        delimiter: Option<Delimiter>,
        mappings: &[Mapping],
    ) -> Result<Self, SheetError> {
        let decoded = encoding::decode(bytes, encoding)?;
        let (start, stated) = stated_delimiter(&decoded.text);
        let table = decoded.text.get(start..).unwrap_or_default();
        let delimiter = delimiter
            .or(stated)
            .unwrap_or_else(|| Delimiter::detect(table));
        let mut records = delimiter.reader(table).into_records();
        let heading = records.next().ok_or(SheetError::Empty)??;
        let heading = Heading::read(heading.iter(), mappings)?;
        let rows = records.filter(|record| record.as_ref().is_ok_and(has_text));
        let rows = rows.count();
        if rows == 0 {
            let columns = heading.names();
            return Err(SheetError::NoRows { columns });
        }
        Ok(Self {
            encoding: decoded.encoding,
            delimiter,
            heading,
            rows,
            text: decoded.text,
            start,
        })
    }

    /// The rows in their order, each with the line that it begins on. Rows without any text are
    /// passed over.
    pub(crate) fn people(
        &self,
    ) -> impl Iterator<Item = Result<(u64, Result<ImportRow, BadRow>), SheetError>> {
        let table = self.text.get(self.start..).unwrap_or_default();
        let mut lines = Lines::new(&self.text, self.start);
        self.delimiter
            .reader(table)
            .into_records()
            .skip(1)
            .filter(|record| record.as_ref().ok().is_none_or(has_text))
            .map(move |record| {
                let record = record?;
                let byte = record.position().map_or(0, csv::Position::byte);
                let line = lines.of(usize::try_from(byte).unwrap_or(usize::MAX));
                Ok((line, self.heading.person(line, &record)))
            })
    }
}

fn has_text(record: &StringRecord) -> bool {
    record.iter().any(|cell| !cell.trim().is_empty())
}

/// Where the table begins, and the character that the line before it names.
fn stated_delimiter(text: &str) -> (usize, Option<Delimiter>) {
    let first = text.split_inclusive('\n').next().unwrap_or_default();
    match first.trim_end().strip_prefix(STATED_DELIMITER) {
        // The character may be a blank one, which must not be trimmed.
        Some("") if first.starts_with("sep=\t") => (first.len(), "tab".parse().ok()),
        Some(stated) if stated.parse::<Delimiter>().is_ok() => (first.len(), stated.parse().ok()),
        _ => (0, None),
    }
}

/// Counts lines by the way. The reader's own count is that of the line break before a row.
struct Lines<'t> {
    bytes: &'t [u8],
    start: usize,
    counted: usize,
    line: u64,
}

impl<'t> Lines<'t> {
    fn new(text: &'t str, start: usize) -> Self {
        Self {
            bytes: text.as_bytes(),
            start,
            counted: 0,
            line: 1,
        }
    }

    /// The line of the row that is read from `byte` of the table on: behind blank lines.
    fn of(&mut self, byte: usize) -> u64 {
        let from = self.start.saturating_add(byte);
        let rest = self.bytes.get(from..).unwrap_or_default();
        let blank = rest.iter().take_while(|byte| is_break(**byte)).count();
        let until = from.saturating_add(blank);
        let passed = self.bytes.get(self.counted..until).unwrap_or_default();
        let mut previous = 0;
        for byte in passed {
            // A carriage return and the line feed behind it are one break.
            if is_break(*byte) && !(*byte == b'\n' && previous == b'\r') {
                self.line += 1;
            }
            previous = *byte;
        }
        self.counted = until;
        self.line
    }
}

fn is_break(byte: u8) -> bool {
    matches!(byte, b'\r' | b'\n')
}

#[cfg(test)]
mod tests;
