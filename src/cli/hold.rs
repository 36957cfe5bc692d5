//! `rosterd hold …`

use std::process::ExitCode;

use clap::{Args, Subcommand};
use rosterd_http::admin::HoldView;

use super::{of_tenant::OfTenant, print, shown::Shown};
use crate::error::Error;

#[derive(Debug, Subcommand)]
pub(super) enum Hold {
    /// List the holds of a tenant, the newest first.
    List(OfTenant),
    /// The removals of a hold are meant: let them go on.
    Approve(One),
    /// The removals of a hold are a mistake: take them back.
    Discard(One),
}

#[derive(Debug, Args)]
pub(super) struct One {
    #[command(flatten)]
    of: OfTenant,
    /// The number of the hold.
    hold: u64,
}

impl Hold {
    pub(super) async fn run(self) -> Result<ExitCode, Error> {
        match self {
            Self::List(of) => of.pages::<HoldView>("holds").await?,
            Self::Approve(one) => one.decide("approve").await?,
            Self::Discard(one) => one.decide("discard").await?,
        }
        Ok(ExitCode::SUCCESS)
    }
}

impl One {
    async fn decide(&self, verb: &str) -> Result<(), Error> {
        let path = format!("holds/{}/{verb}", self.hold);
        self.of.post::<HoldView>(&path, &()).await
    }
}

impl Shown for HoldView {
    const HEADER: &'static [&'static str] = &["hold", "state", "members", "since", "source"];

    fn row(&self) -> Vec<String> {
        vec![
            self.number.to_string(),
            self.state.clone(),
            self.members.to_string(),
            print::time(self.opened_at),
            self.source.clone(),
        ]
    }
}
