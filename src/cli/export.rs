//! `rosterd export`

mod activity;
mod drift;
mod exported;
mod member;
mod output;

use std::{io::ErrorKind, path::PathBuf, process::ExitCode};

use clap::{Args, ValueEnum};

use super::{drift::compare, of_tenant::OfTenant};
use crate::error::Error;
use exported::Exported;
use output::Output;

#[derive(Debug, Args)]
pub(super) struct Export {
    #[command(flatten)]
    of: OfTenant,
    /// What to write.
    what: What,
    /// Write CSV; that is also the default.
    #[arg(long, conflicts_with = "json")]
    csv: bool,
    /// Leave cells as they are that a spreadsheet would run as a formula.
    #[arg(long, conflicts_with = "json")]
    raw: bool,
    /// With drift: the app's members, as `rosterd drift` takes them.
    #[arg(long, value_name = "FILE")]
    app: Option<PathBuf>,
    /// Where to; a file that is there is replaced once all is written. [default: standard output]
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum What {
    /// Everybody who is a member, also those who wait for removal.
    Members,
    /// The whole history, oldest first.
    Activity,
    /// What the directory, the members and the app disagree on.
    Drift,
}

impl Export {
    pub(super) async fn run(self) -> Result<ExitCode, Error> {
        if self.app.is_some() && !matches!(self.what, What::Drift) {
            let words = "--app is for the export of drift: leave it out";
            return Err(Error::Argument(words.to_owned()));
        }
        let written = match self.what {
            What::Members => self.each::<member::Row>("members").await,
            What::Activity => self.each::<activity::Row>("activity?order=asc").await,
            What::Drift => self.differences().await,
        };
        match written {
            // A closed pipe (`rosterd export … | head`) is the reader's choice, not a fault.
            Err(Error::Io(error)) if error.kind() == ErrorKind::BrokenPipe => Ok(ExitCode::SUCCESS),
            written => written.map(|()| ExitCode::SUCCESS),
        }
    }

    /// Page by page: no more than one is held.
    async fn each<T: Exported>(&self, what: &str) -> Result<(), Error> {
        let mut output = self.begin::<T>()?;
        self.of
            .client()
            .each(&self.of.path(what), None, |item| {
                self.write::<T>(&mut output, &item)
            })
            .await?;
        output.finish()
    }

    /// The comparison comes whole.
    async fn differences(&self) -> Result<(), Error> {
        let view = compare(&self.of, self.app.as_deref()).await?;
        let mut output = self.begin::<drift::Row>()?;
        for row in drift::Row::of(view) {
            self.write(&mut output, &row)?;
        }
        output.finish()
    }

    fn begin<T: Exported>(&self) -> Result<Output, Error> {
        let mut output = Output::open(self.output.as_deref())?;
        if !self.of.json {
            output.row(T::HEADER, self.raw)?;
        }
        Ok(output)
    }

    fn write<T: Exported>(&self, output: &mut Output, item: &T) -> Result<(), Error> {
        if !item.is_wanted() {
            Ok(())
        } else if self.of.json {
            output.json(item)
        } else {
            output.row(item.cells(), self.raw)
        }
    }
}
