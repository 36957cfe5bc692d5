//! `rosterd activity`

use std::process::ExitCode;

use clap::Args;
use serde_json::Value;

use super::{Target, print, tenant};
use crate::{admin_client::AdminClient, error::Error};

#[derive(Debug, Args)]
pub(super) struct Activity {
    /// The tenant's id or name.
    tenant: String,
    /// At most so many entries. [default: 50, all with --json]
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// Oldest first.
    #[arg(long)]
    oldest_first: bool,
    #[command(flatten)]
    target: Target,
    /// Print JSON lines: every entry whole.
    #[arg(long)]
    json: bool,
}

impl Activity {
    pub(super) async fn run(self) -> Result<ExitCode, Error> {
        let order = if self.oldest_first { "asc" } else { "desc" };
        let path = format!("{}/activity?order={order}", tenant::path(&self.tenant));
        let limit = if self.json {
            self.limit
        } else {
            Some(self.limit.unwrap_or(50))
        };
        let mut rows = Vec::new();
        AdminClient::new(&self.target.socket)
            .each(&path, limit, |entry: Value| {
                if self.json {
                    print::json(&entry)?;
                } else {
                    rows.push(row(&entry));
                }
                Ok(())
            })
            .await?;
        if !self.json {
            print::table(&HEADER, rows);
        }
        Ok(ExitCode::SUCCESS)
    }
}

pub(super) const HEADER: [&str; 6] = ["time", "operation", "result", "who", "source", "why"];

/// One entry as a row; what it lacks is left blank.
pub(super) fn row(entry: &Value) -> Vec<String> {
    let text = |pointer: &str| entry.pointer(pointer).and_then(Value::as_str).unwrap_or("");
    let first = |pointers: &[&str]| {
        let found = pointers
            .iter()
            .map(|pointer| text(pointer))
            .find(|text| !text.is_empty());
        found.unwrap_or("").to_owned()
    };
    let mut result = text("/result").to_owned();
    if let Some(times) = entry.pointer("/repeated").and_then(Value::as_u64)
        && times > 1
    {
        result = format!("{result} ×{times}");
    }
    vec![
        text("/at").to_owned(),
        text("/operation").to_owned(),
        result,
        first(&["/who/email", "/who/name", "/group/name"]),
        first(&["/source/name", "/source/kind"]),
        first(&["/error/detail", "/reason"]),
    ]
}
