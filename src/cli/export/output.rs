//! Where an export goes.

use std::{
    io::{self, BufWriter, IsTerminal as _, Write},
    path::{Path, PathBuf},
};

use csv::{Terminator, WriterBuilder};
use serde::Serialize;
use tempfile::NamedTempFile;

use crate::{cli::print, error::Error, spreadsheet::cell};

/// A file that comes to be when all is written, or standard output.
pub(super) enum Output {
    File {
        path: PathBuf,
        writer: BufWriter<NamedTempFile>,
    },
    Pipe(BufWriter<io::Stdout>),
    /// Whose cursor no name may move.
    Terminal,
}

impl Output {
    /// Only the owner may read a file with people in it.
    pub(super) fn open(path: Option<&Path>) -> Result<Self, Error> {
        let Some(path) = path else {
            let stdout = io::stdout();
            return Ok(if stdout.is_terminal() {
                Self::Terminal
            } else {
                Self::Pipe(BufWriter::new(stdout))
            });
        };
        let folder = match path.parent() {
            Some(folder) if folder != Path::new("") => folder,
            _ => Path::new("."),
        };
        let file = NamedTempFile::new_in(folder).map_err(|source| at(path, source))?;
        Ok(Self::File {
            path: path.to_owned(),
            writer: BufWriter::new(file),
        })
    }

    /// A row of a table.
    pub(super) fn row(
        &mut self,
        cells: impl IntoIterator<Item = impl AsRef<str>>,
        raw: bool,
    ) -> Result<(), Error> {
        self.write(&record(cells, raw))
    }

    /// One value on a line.
    pub(super) fn json(&mut self, value: &impl Serialize) -> Result<(), Error> {
        let mut line =
            serde_json::to_vec(value).map_err(|error| Error::Answer(error.to_string()))?;
        line.push(b'\n');
        self.write(&line)
    }

    /// Nothing has gone wrong.
    pub(super) fn finish(self) -> Result<(), Error> {
        match self {
            Self::File { path, writer } => {
                let file = writer
                    .into_inner()
                    .map_err(|error| at(&path, error.into_error()))?;
                file.as_file()
                    .sync_all()
                    .map_err(|source| at(&path, source))?;
                file.persist(&path)
                    .map_err(|error| at(&path, error.error))?;
                Ok(())
            }
            Self::Pipe(mut writer) => Ok(writer.flush()?),
            Self::Terminal => Ok(()),
        }
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), Error> {
        match self {
            Self::File { path, writer } => {
                writer.write_all(bytes).map_err(|source| at(path, source))
            }
            Self::Pipe(writer) => Ok(writer.write_all(bytes)?),
            Self::Terminal => {
                print::line(String::from_utf8_lossy(bytes).trim_end());
                Ok(())
            }
        }
    }
}

/// A line as RFC 4180 has it, its cells harmless unless they are to stay raw.
pub(super) fn record(cells: impl IntoIterator<Item = impl AsRef<str>>, raw: bool) -> Vec<u8> {
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer(Vec::new());
    let written = cells.into_iter().try_for_each(|text| {
        let text = text.as_ref();
        if raw {
            writer.write_field(text)
        } else {
            writer.write_field(&*cell::harmless(text))
        }
    });
    // A vector takes all that is written to it.
    let ended = written.and_then(|()| writer.write_record(None::<&[u8]>));
    ended
        .ok()
        .and_then(|()| writer.into_inner().ok())
        .unwrap_or_default()
}

fn at(path: &Path, source: io::Error) -> Error {
    Error::File {
        path: path.to_owned(),
        source,
    }
}
