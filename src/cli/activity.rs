//! `rosterd activity`

use std::process::ExitCode;

use clap::Args;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    Target, print,
    shown::{self, Shown},
    tenant,
};
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
        let client = AdminClient::new(&self.target.socket);
        shown::all::<Entry>(&client, &path, limit, self.json).await?;
        Ok(ExitCode::SUCCESS)
    }
}

/// One entry, with whatever the daemon has put into it.
#[derive(Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Entry(Value);

impl Shown for Entry {
    const HEADER: &'static [&'static str] = &[
        "time",
        "operation",
        "result",
        "who",
        "source",
        "effect",
        "why",
    ];

    /// What the entry lacks is left blank.
    fn row(&self) -> Vec<String> {
        let result = match self.0.pointer("/repeated").and_then(Value::as_u64) {
            Some(times) if times > 1 => format!("{} ×{times}", self.text("/result")),
            _ => self.text("/result").to_owned(),
        };
        vec![
            print::time_or(self.text("/at")),
            self.text("/operation").to_owned(),
            result,
            self.first(&["/who/email", "/who/name", "/group/name"]),
            self.first(&["/source/name", "/source/kind"]),
            self.effect(),
            self.first(&["/error/detail", "/reason"]),
        ]
    }
}

impl Entry {
    fn text(&self, pointer: &str) -> &str {
        self.0
            .pointer(pointer)
            .and_then(Value::as_str)
            .unwrap_or("")
    }

    fn first(&self, pointers: &[&str]) -> String {
        let found = pointers
            .iter()
            .map(|pointer| self.text(pointer))
            .find(|text| !text.is_empty());
        found.unwrap_or("").to_owned()
    }

    /// The types of the events that the app is told.
    fn effect(&self) -> String {
        let events = self.0.pointer("/events").and_then(Value::as_array);
        let types: Vec<&str> = events
            .into_iter()
            .flatten()
            .filter_map(|event| event.get("type")?.as_str())
            .collect();
        types.join(", ")
    }
}
