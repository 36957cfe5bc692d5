//! `rosterd pending …`

use std::process::ExitCode;

use clap::{Args, Subcommand};
use rosterd_http::admin::MemberView;

use super::of_tenant::OfTenant;
use crate::{admin_client::encode, error::Error};

#[derive(Debug, Subcommand)]
pub(super) enum Pending {
    /// List who waits for removal, who has waited longest first.
    List(OfTenant),
    /// Take one removal back.
    Restore(One),
    /// Remove one member without waiting for the end of the grace period.
    RemoveNow(One),
}

#[derive(Debug, Args)]
pub(super) struct One {
    #[command(flatten)]
    pub(super) of: OfTenant,
    /// The member's id or e-mail address.
    pub(super) member: String,
}

impl Pending {
    pub(super) async fn run(self) -> Result<ExitCode, Error> {
        match self {
            Self::List(of) => of.pages::<MemberView>("pending").await?,
            Self::Restore(one) => one.act("restore").await?,
            Self::RemoveNow(one) => one.act("remove-now").await?,
        }
        Ok(ExitCode::SUCCESS)
    }
}

impl One {
    /// Does it, and shows what became of the member.
    pub(super) async fn act(&self, verb: &str) -> Result<(), Error> {
        let path = format!("members/{}/{verb}", encode(&self.member));
        self.of.post::<MemberView>(&path, &()).await
    }

    /// Shows the member.
    pub(super) async fn show(&self) -> Result<(), Error> {
        let path = format!("members/{}", encode(&self.member));
        self.of.get::<MemberView>(&path).await
    }
}
