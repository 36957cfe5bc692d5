//! `rosterd export`

mod activity;
mod exported;
mod member;
mod output;

use std::{io::ErrorKind, path::PathBuf, process::ExitCode};

use clap::{Args, ValueEnum};

use super::of_tenant::OfTenant;
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
}

impl Export {
    pub(super) async fn run(self) -> Result<ExitCode, Error> {
        let written = match self.what {
            What::Members => self.each::<member::Row>("members").await,
            What::Activity => self.each::<activity::Row>("activity?order=asc").await,
        };
        match written {
            // A closed pipe (`rosterd export … | head`) is the reader's choice, not a fault.
            Err(Error::Io(error)) if error.kind() == ErrorKind::BrokenPipe => Ok(ExitCode::SUCCESS),
            written => written.map(|()| ExitCode::SUCCESS),
        }
    }

    /// Page by page: no more than one is held.
    async fn each<T: Exported>(&self, what: &str) -> Result<(), Error> {
        let mut output = Output::open(self.output.as_deref())?;
        let sheet = (!self.of.json).then_some(self.raw);
        if let Some(raw) = sheet {
            output.row(T::HEADER, raw)?;
        }
        self.of
            .client()
            .each(&self.of.path(what), None, |item: T| match sheet {
                _ if !item.is_wanted() => Ok(()),
                Some(raw) => output.row(item.cells(), raw),
                None => output.json(&item),
            })
            .await?;
        output.finish()
    }
}
