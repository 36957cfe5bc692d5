//! `rosterd state`

use std::process::ExitCode;

use clap::Args;
use rosterd_http::admin::{SignInView, StateView};

use super::{of_tenant::OfTenant, outline, print};
use crate::{admin_client::encode, error::Error};

/// The state of a tenant in short: totals, and all that was made of people as one word.
#[derive(Debug, Args)]
pub(super) struct State {
    #[command(flatten)]
    of: OfTenant,
}

/// Whether somebody may sign in. Exit code 0: yes, 1: no.
#[derive(Debug, Args)]
pub(super) struct SignIn {
    #[command(flatten)]
    of: OfTenant,
    /// The member's id or e-mail address.
    member: String,
}

impl State {
    pub(super) async fn run(self) -> Result<ExitCode, Error> {
        let view: StateView = self.of.client().get(&self.of.path("state")).await?;
        if self.of.json {
            print::json(&view)?;
        } else {
            outline::of(&view)?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

impl SignIn {
    pub(super) async fn run(self) -> Result<ExitCode, Error> {
        let path = self
            .of
            .path(&format!("sign-in-check?member={}", encode(&self.member)));
        let view: SignInView = self.of.client().get(&path).await?;
        if self.of.json {
            print::json(&view)?;
        } else if view.allowed {
            print::line("allowed");
        } else {
            print::line(format!("denied: {}", view.detail.as_deref().unwrap_or("")));
        }
        Ok(if view.allowed {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        })
    }
}
