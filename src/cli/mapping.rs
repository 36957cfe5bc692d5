//! `rosterd mapping …`

mod text;

use std::{path::PathBuf, process::ExitCode};

use clap::{Args, Subcommand};
use http::Method;
use rosterd_http::admin::{EvaluationView, MappingView, NewClaims, NewMapping, PreviewView};
use serde_json::Value;

use super::{document, of_tenant::OfTenant, print};
use crate::error::Error;
pub(super) use text::given;

const MAPPINGS: &str = "mappings";

#[derive(Debug, Subcommand)]
pub(super) enum Mapping {
    /// Show the table, row by row, and how far a change of it has come.
    List(OfTenant),
    /// Put another table in force. Members follow step by step; `mapping list` shows how far it has
    /// come, and `mapping cancel` takes it back.
    Set(Set),
    /// Show who would gain and lose what by another table. Changes nothing.
    Preview(Preview),
    /// Show what groups of a sign-in would give, and which row says so.
    Evaluate(Evaluate),
    /// Take a change back that has not reached everybody: the table before it is in force again.
    Cancel(OfTenant),
}

#[derive(Debug, Args)]
pub(super) struct Set {
    #[command(flatten)]
    of: OfTenant,
    /// The rows as JSON: {"rows":[…]} or the list alone; - reads standard input.
    file: PathBuf,
    /// Only if the table still has this version.
    #[arg(long, value_name = "VERSION")]
    if_version: Option<u64>,
    /// Show who would gain and lose what, and change nothing.
    #[arg(long)]
    dry_run: bool,
}

#[derive(Debug, Args)]
pub(super) struct Preview {
    #[command(flatten)]
    of: OfTenant,
    /// The rows as JSON: {"rows":[…]} or the list alone; - reads standard input.
    file: PathBuf,
}

#[derive(Debug, Args)]
pub(super) struct Evaluate {
    #[command(flatten)]
    of: OfTenant,
    /// Names or ids of groups, as the sign-in has them.
    groups: Vec<String>,
    /// The id of the member who signs in: the groups are recorded, or applied, as the tenant's
    /// setting for sign-ins has it.
    #[arg(long, value_name = "ID")]
    member: Option<String>,
}

impl Mapping {
    pub(super) async fn run(self) -> Result<ExitCode, Error> {
        match self {
            Self::List(of) => {
                let table: MappingView = of.client().get(&of.path(MAPPINGS)).await?;
                show(&of, &table)?;
            }
            Self::Set(set) if set.dry_run => preview(&set.of, &set.file).await?,
            Self::Set(set) => set.run().await?,
            Self::Preview(Preview { of, file }) => preview(&of, &file).await?,
            Self::Evaluate(evaluate) => evaluate.run().await?,
            Self::Cancel(of) => {
                let path = of.path("mappings/cancel");
                let table: MappingView = of.client().post(&path, &()).await?;
                show(&of, &table)?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

impl Set {
    async fn run(self) -> Result<(), Error> {
        let path = self.of.path(MAPPINGS);
        let rows = rows(&self.file)?;
        let if_match = self.if_version.map(|version| format!("\"{version}\""));
        let table: MappingView = self
            .of
            .client()
            .call_if(Method::PUT, &path, Some(&rows), if_match.as_deref())
            .await?;
        show(&self.of, &table)
    }
}

impl Evaluate {
    async fn run(self) -> Result<(), Error> {
        let claims = NewClaims {
            groups: self.groups,
            member: self.member,
        };
        let path = self.of.path("mappings/evaluate");
        let found: EvaluationView = self.of.client().post(&path, &claims).await?;
        if self.of.json {
            print::json(&found)
        } else {
            text::evaluation(&found);
            Ok(())
        }
    }
}

async fn preview(of: &OfTenant, file: &std::path::Path) -> Result<(), Error> {
    let path = of.path("mappings/preview");
    let found: PreviewView = of.client().post(&path, &rows(file)?).await?;
    if of.json {
        print::json(&found)
    } else {
        text::preview(&found);
        Ok(())
    }
}

fn show(of: &OfTenant, table: &MappingView) -> Result<(), Error> {
    if of.json {
        print::json(table)
    } else {
        text::table(table);
        Ok(())
    }
}

/// The rows of a file; the daemon says what is wrong with which of them.
fn rows(file: &std::path::Path) -> Result<NewMapping, Error> {
    let document = document::read(file)?;
    let rows = match &document {
        Value::Array(rows) => Some(rows),
        other => other.get("rows").and_then(Value::as_array),
    };
    rows.map(|rows| NewMapping { rows: rows.clone() })
        .ok_or_else(|| {
            Error::Argument(format!(
                "{}: the document needs a list 'rows', or to be one",
                file.display()
            ))
        })
}
