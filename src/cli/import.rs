//! `rosterd import`

mod part;
mod report;

use std::{
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
    process::ExitCode,
    time::Duration,
};

use clap::Args;
use encoding_rs::Encoding;
use rosterd_http::admin::{ImportView, NewImport};

use super::{of_tenant::OfTenant, print};
use crate::{
    admin_client::AdminClient,
    error::Error,
    spreadsheet::{Delimiter, Mapping, Sheet, SheetError, encoding},
};
use part::Part;
use report::Report;

/// Of a file. A row of a million people has less than a hundred bytes.
const MOST_BYTES: u64 = 128 << 20;
/// How often a part is offered to a daemon that is busy, and how long it is left alone in between.
const ATTEMPTS: usize = 60;
const REST: Duration = Duration::from_millis(500);

const MAP: &str = "Take a column for a field: email, user_name, display_name, given_name, \
                   family_name, user_group, classes, teacher, role or ignore. May be given several \
                   times";

#[derive(Debug, Args)]
pub(super) struct Import {
    #[command(flatten)]
    of: OfTenant,
    /// The table, as CSV with a heading; - reads standard input.
    file: PathBuf,
    /// Say what would become of each row, and change nothing.
    #[arg(long)]
    dry_run: bool,
    #[arg(long = "map", value_name = "COLUMN=FIELD", help = MAP)]
    mappings: Vec<Mapping>,
    /// The character between cells, or the word tab. [default: found out]
    #[arg(long, value_name = "CHARACTER")]
    delimiter: Option<Delimiter>,
    /// The file's encoding, e.g. utf-8, utf-16le or windows-1252. [default: found out]
    #[arg(long, value_name = "NAME", value_parser = encoding::named)]
    encoding: Option<&'static Encoding>,
}

impl Import {
    /// Exit code 0: all rows are in; 1: some were refused; 2: the file is no table of people.
    pub(super) async fn run(self) -> Result<ExitCode, Error> {
        let bytes = read(&self.file)?;
        let sheet = Sheet::read(&bytes, self.encoding, self.delimiter, &self.mappings)
            .map_err(|source| self.at_file(source))?;
        drop(bytes);
        let name = name(&self.file);
        let mut report = Report::begin(self.of.json, self.dry_run, &name, &sheet)?;
        let outcome = self.each(&name, &sheet, &mut report).await;
        report.end();
        if let Err(error) = outcome {
            if !self.dry_run {
                print::note(format!(
                    "{} of {} rows are done. Run the same command again: nothing is done twice.",
                    report.rows(),
                    sheet.rows
                ));
            }
            return Err(error);
        }
        report.totals()?;
        Ok(report.exit_code())
    }

    async fn each(&self, name: &str, sheet: &Sheet, report: &mut Report) -> Result<(), Error> {
        let client = self.of.client();
        let path = self.of.path("members/import");
        let mut part = Part::default();
        let mut people = sheet.people();
        loop {
            let next = people.next().transpose();
            let next = next.map_err(|source| self.at_file(source))?;
            let is_last = next.is_none();
            if let Some((line, row)) = next {
                part.add(line, row);
            }
            if part.is_full() || is_last {
                let (rows, refused) = part.take();
                let import = NewImport {
                    file: name.to_owned(),
                    dry_run: self.dry_run,
                    seats_ahead: report.seats_ahead(),
                    rows,
                };
                report.part(send(&client, &path, &import).await?, refused)?;
            }
            if is_last {
                return Ok(());
            }
        }
    }

    fn at_file(&self, source: SheetError) -> Error {
        Error::Sheet {
            path: self.file.clone(),
            source,
        }
    }
}

/// Nothing is sent where no row is left to be.
async fn send(
    client: &AdminClient,
    path: &str,
    import: &NewImport,
) -> Result<Option<ImportView>, Error> {
    if import.rows.is_empty() {
        return Ok(None);
    }
    for _ in 0..ATTEMPTS {
        match client.post(path, import).await {
            Err(Error::Refused(problem)) if problem.status == 503 => {
                tokio::time::sleep(REST).await;
            }
            outcome => return outcome.map(Some),
        }
    }
    client.post(path, import).await.map(Some)
}

fn read(file: &Path) -> Result<Vec<u8>, Error> {
    let at_file = |source| Error::File {
        path: file.to_owned(),
        source,
    };
    let mut bytes = Vec::new();
    let source: Box<dyn Read> = if file == Path::new("-") {
        Box::new(io::stdin())
    } else {
        Box::new(File::open(file).map_err(at_file)?)
    };
    source
        .take(MOST_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(at_file)?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(Error::Sheet {
            path: file.to_owned(),
            source: SheetError::TooLarge { most: MOST_BYTES },
        });
    }
    Ok(bytes)
}

/// What activity entries call the file: they need not tell where it was.
fn name(file: &Path) -> String {
    match file.file_name() {
        Some(name) if file != Path::new("-") => name.to_string_lossy().into_owned(),
        _ => "standard input".to_owned(),
    }
}
