//! `rosterd activity …`

mod entry;
mod list;
mod verify;

use std::process::ExitCode;

use clap::{Args, Subcommand};

use super::of_tenant::OfTenant;
use crate::error::Error;
use list::List;

pub(super) use entry::Entry;

/// A listing, or a verb of its own.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(super) struct Activity {
    #[command(subcommand)]
    verb: Option<Verb>,
    #[command(flatten)]
    list: List,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Check that the log is what was written: nothing edited, dropped, added or cut off. Exit code 0:
    /// it is, 1: it is not.
    Verify(OfTenant),
}

impl Activity {
    pub(super) async fn run(self) -> Result<ExitCode, Error> {
        match self.verb {
            None => self.list.run().await,
            Some(Verb::Verify(of)) => verify::run(&of).await,
        }
    }
}
