//! `rosterd status`

use std::process::ExitCode;

use clap::Args;
use serde_json::Value;

use super::{Target, outline, print};
use crate::{admin_client::AdminClient, error::Error};

#[derive(Debug, Args)]
pub(super) struct Status {
    #[command(flatten)]
    target: Target,
    /// Print one line of JSON.
    #[arg(long)]
    json: bool,
}

impl Status {
    /// Exit code 0 when there is nothing to do for an operator, 1 when `problems` is not empty.
    pub(super) async fn run(self) -> Result<ExitCode, Error> {
        let status: Value = AdminClient::new(&self.target.socket)
            .get("/v1/status")
            .await?;
        let problems = status
            .get("problems")
            .and_then(Value::as_array)
            .map_or(0, Vec::len);
        if self.json {
            print::json(&status)?;
        } else {
            outline::of(&status)?;
        }
        Ok(if problems == 0 {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        })
    }
}
