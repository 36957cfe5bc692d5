//! `rosterd status`

use std::process::ExitCode;

use clap::Args;
use serde_json::Value;

use super::{Target, print};
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
            outline(&status, 0);
        }
        Ok(if problems == 0 {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        })
    }
}

/// An indented outline: the daemon decides what it reports, this only lays it out.
fn outline(value: &Value, depth: usize) {
    let indent = "  ".repeat(depth);
    match value {
        Value::Object(object) => {
            for (name, value) in object {
                branch(&format!("{indent}{name}:"), value, depth);
            }
        }
        Value::Array(values) => {
            for value in values {
                branch(&format!("{indent}-"), value, depth);
            }
        }
        other => print::line(format!("{indent}{}", plain(other))),
    }
}

fn branch(label: &str, value: &Value, depth: usize) {
    let is_empty = value.as_object().is_some_and(serde_json::Map::is_empty)
        || value.as_array().is_some_and(Vec::is_empty);
    if is_empty {
        print::line(format!("{label} none"));
    } else if value.is_object() || value.is_array() {
        print::line(label);
        outline(value, depth + 1);
    } else {
        print::line(format!("{label} {}", plain(value)));
    }
}

fn plain(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), print::time_or)
}
