//! `rosterd activity …`

mod entry;
mod list;
mod replay;
mod tail;
mod verify;

use std::process::ExitCode;

use clap::{Args, Subcommand};

use rosterd_http::admin::{ErasedView, Erasure};

use super::{of_tenant::OfTenant, shown::Shown};
use crate::{admin_client::encode, error::Error};
use list::List;
use tail::Tail;

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
    /// Show the directory's calls and their answers as they come, without what they say of people, until
    /// it is interrupted. Nothing of it is kept.
    Tail(Tail),
    /// Rebuild the members from the log alone, in a scratch store, and compare them with those that are
    /// stored. Exit code 0: they are the same, 1: they are not.
    Replay(OfTenant),
    /// Print all entries about one person, oldest first, for them to have.
    Export(Export),
    /// Drop what the log says of a person who is gone for good: names, addresses, values. The entries
    /// stay, with ids alone. It can't be undone.
    Erase(Erase),
}

#[derive(Debug, Args)]
struct Export {
    #[command(flatten)]
    of: OfTenant,
    /// An address or a name, or the id of a member or of a directory record.
    #[arg(long)]
    person: String,
}

#[derive(Debug, Args)]
struct Erase {
    #[command(flatten)]
    of: OfTenant,
    /// The id of a member or of a directory record, or an address or a name.
    person: String,
    /// Yes, for good.
    #[arg(long, required = true)]
    confirm: bool,
}

impl Shown for ErasedView {
    const HEADER: &'static [&'static str] = &["erased", "entries"];

    fn row(&self) -> Vec<String> {
        vec![self.ids.join(" "), self.entries.to_string()]
    }
}

impl Activity {
    pub(super) async fn run(self) -> Result<ExitCode, Error> {
        match self.verb {
            None => self.list.run().await,
            Some(Verb::Tail(tail)) => tail.run().await,
            Some(Verb::Replay(of)) => replay::run(&of).await,
            Some(Verb::Verify(of)) => verify::run(&of).await,
            Some(Verb::Export(Export { of, person })) => {
                let what = format!("activity?order=asc&person={}", encode(&person));
                of.pages::<Entry>(&what).await?;
                Ok(ExitCode::SUCCESS)
            }
            Some(Verb::Erase(Erase { of, person, .. })) => {
                of.post::<ErasedView>("activity/erase", &Erasure { person })
                    .await?;
                Ok(ExitCode::SUCCESS)
            }
        }
    }
}
