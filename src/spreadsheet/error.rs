//! Why a file is no table of people.

/// Names what was found, as the file is often not the one that was meant.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SheetError {
    /// Nothing but blanks.
    #[error("the file is empty")]
    Empty,
    /// What spreadsheets save by themselves.
    #[error(
        "this is a workbook or another archive, not text: save the sheet as CSV and import that"
    )]
    Archive,
    /// Bytes that no text has.
    #[error("this is not text (byte {at} is not of any): export the table as CSV and import that")]
    NotText {
        /// Where the first such byte stands, from 1.
        at: usize,
    },
    /// The stated encoding is not the file's.
    #[error(
        "line {line} is not {encoding}: leave --encoding out to have it found, or name another one"
    )]
    NotInEncoding {
        /// The encoding.
        encoding: &'static str,
        /// The first line that is not.
        line: usize,
    },
    /// A heading, and nobody under it.
    #[error(
        "the file has a heading and no rows; its columns are {}",
        list(columns)
    )]
    NoRows {
        /// The heading.
        columns: Vec<String>,
    },
    /// Nobody can be told apart.
    #[error(
        "no column has e-mail addresses; the columns are {}: name the one that has them with \
         --map COLUMN=email, and the character between cells with --delimiter if they are not these",
        list(columns)
    )]
    NoAddresses {
        /// The heading.
        columns: Vec<String>,
    },
    /// `--map` names a column that there is not.
    #[error("there is no column {named:?}; the columns are {}", list(columns))]
    NoSuchColumn {
        /// As typed.
        named: String,
        /// The heading.
        columns: Vec<String>,
    },
    /// `--map` gives one field two columns.
    #[error("both {first:?} and {second:?} are mapped to {field}: a member has one")]
    MappedTwice {
        /// The field.
        field: &'static str,
        /// Its column.
        first: String,
        /// The other one.
        second: String,
    },
    /// More than is read at once.
    #[error("the file is larger than {most} bytes: import it in parts")]
    TooLarge {
        /// The limit.
        most: u64,
    },
    /// The table can't be taken apart.
    #[error(transparent)]
    Csv(#[from] csv::Error),
}

fn list(columns: &[String]) -> String {
    let quoted: Vec<_> = columns.iter().map(|name| format!("{name:?}")).collect();
    quoted.join(", ")
}
