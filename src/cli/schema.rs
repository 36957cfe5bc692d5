//! `rosterd schema …`

use std::{path::PathBuf, process::ExitCode};

use clap::{Args, Subcommand};
use rosterd_http::admin::{Extends, NewSchema, SchemaView};
use serde_json::Value;

use super::{document, of_tenant::OfTenant, shown::Shown};
use crate::{admin_client::encode, error::Error};

#[derive(Debug, Subcommand)]
pub(super) enum Schema {
    /// List the schemas that a tenant has declared.
    List(OfTenant),
    /// Declare a schema from a SCIM schema document, or let one grow that was declared before.
    Declare(Declare),
    /// Take a schema back that no resource has values of.
    Withdraw(Withdraw),
}

#[derive(Debug, Args)]
pub(super) struct Declare {
    #[command(flatten)]
    of: OfTenant,
    /// The document (RFC 7643 section 7), as JSON; - reads standard input.
    file: PathBuf,
    /// The resource type that it extends, e.g. User; may be given several times. Without it,
    /// resource types can be made of the schema.
    #[arg(long, value_name = "TYPE")]
    extends: Vec<String>,
    /// Every resource of those types must have it.
    #[arg(long, requires = "extends")]
    required: bool,
}

#[derive(Debug, Args)]
pub(super) struct Withdraw {
    #[command(flatten)]
    of: OfTenant,
    /// The URN of the schema.
    urn: String,
}

impl Schema {
    pub(super) async fn run(self) -> Result<ExitCode, Error> {
        match self {
            Self::List(of) => of.list::<SchemaView>("schemas").await?,
            Self::Declare(declare) => declare.run().await?,
            Self::Withdraw(Withdraw { of, urn }) => of.delete::<SchemaView>(&path(&urn)).await?,
        }
        Ok(ExitCode::SUCCESS)
    }
}

impl Declare {
    async fn run(self) -> Result<(), Error> {
        let schema = document::read(&self.file)?;
        let path = path(&document::text(&schema, "id", &self.file)?);
        let extends = self.extends.into_iter().map(|resource_type| Extends {
            resource_type,
            required: self.required,
        });
        let new = NewSchema {
            extends: extends.collect(),
            schema,
        };
        self.of.put::<SchemaView>(&path, &new).await
    }
}

fn path(urn: &str) -> String {
    format!("schemas/{}", encode(urn))
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
