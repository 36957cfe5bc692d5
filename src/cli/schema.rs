//! `rosterd schema …`

use std::{path::PathBuf, process::ExitCode};

use clap::{Args, Subcommand};
use rosterd_http::admin::{Extends, NewSchema, PageOf, SchemaView};
use serde_json::Value;

use super::{
    Target, document,
    shown::{self, Shown},
    tenant::path,
};
use crate::{
    admin_client::{AdminClient, encode},
    error::Error,
};

#[derive(Debug, Subcommand)]
pub(super) enum Schema {
    /// List the schemas that a tenant has declared.
    List(List),
    /// Declare a schema from a SCIM schema document, or let one grow that was declared before.
    Declare(Declare),
    /// Take a schema back that no resource has values of.
    Withdraw(Withdraw),
}

#[derive(Debug, Args)]
pub(super) struct List {
    /// The tenant's id or name.
    tenant: String,
    #[command(flatten)]
    target: Target,
    /// Print JSON lines.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
pub(super) struct Declare {
    /// The tenant's id or name.
    tenant: String,
    /// The document (RFC 7643 section 7), as JSON; - reads standard input.
    file: PathBuf,
    /// The resource type that it extends, e.g. User; may be given several times. Without it,
    /// resource types can be made of the schema.
    #[arg(long, value_name = "TYPE")]
    extends: Vec<String>,
    /// Every resource of those types must have it.
    #[arg(long, requires = "extends")]
    required: bool,
    #[command(flatten)]
    target: Target,
    /// Print one line of JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
pub(super) struct Withdraw {
    /// The tenant's id or name.
    tenant: String,
    /// The URN of the schema.
    urn: String,
    #[command(flatten)]
    target: Target,
    /// Print one line of JSON.
    #[arg(long)]
    json: bool,
}

impl Schema {
    pub(super) async fn run(self) -> Result<ExitCode, Error> {
        match self {
            Self::List(list) => {
                let page: PageOf<SchemaView> = AdminClient::new(&list.target.socket)
                    .get(&schemas(&list.tenant))
                    .await?;
                shown::several(&page.items, list.json)?;
            }
            Self::Declare(declare) => declare.run().await?,
            Self::Withdraw(withdraw) => {
                let url = one(&withdraw.tenant, &withdraw.urn);
                let gone: SchemaView = AdminClient::new(&withdraw.target.socket)
                    .delete(&url)
                    .await?;
                shown::one(&gone, withdraw.json)?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

impl Declare {
    async fn run(self) -> Result<(), Error> {
        let schema = document::read(&self.file)?;
        let id = document::text(&schema, "id", &self.file)?;
        let url = one(&self.tenant, &id);
        let extends = self.extends.into_iter().map(|resource_type| Extends {
            resource_type,
            required: self.required,
        });
        let new = NewSchema {
            extends: extends.collect(),
            schema,
        };
        let declared: SchemaView = AdminClient::new(&self.target.socket)
            .put(&url, &new)
            .await?;
        shown::one(&declared, self.json)
    }
}

fn schemas(tenant: &str) -> String {
    format!("{}/schemas", path(tenant))
}

fn one(tenant: &str, id: &str) -> String {
    format!("{}/{}", schemas(tenant), encode(id))
}

impl Shown for SchemaView {
    const HEADER: &'static [&'static str] = &["id", "name", "extends", "attributes"];

    fn row(&self) -> Vec<String> {
        let attributes = self.schema.get("attributes").and_then(Value::as_array);
        let extends = self.extends.iter().map(|extends| {
            let required = if extends.required { " (required)" } else { "" };
            format!("{}{required}", extends.resource_type)
        });
        vec![
            self.id.clone(),
            self.name.clone(),
            extends.collect::<Vec<_>>().join(", "),
            attributes.map_or(0, Vec::len).to_string(),
        ]
    }
}
