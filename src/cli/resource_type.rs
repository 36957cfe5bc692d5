//! `rosterd resource-type …`

use std::{path::PathBuf, process::ExitCode};

use clap::{Args, Subcommand};
use rosterd_http::admin::{PageOf, ResourceTypeView};

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
pub(super) enum ResourceType {
    /// List the resource types that a tenant has declared.
    List(List),
    /// Declare a resource type from a SCIM resource type document. Its schemas come first.
    Declare(Declare),
    /// Take a resource type back that has no resources.
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
    /// The document (RFC 7643 section 6), as JSON; - reads standard input.
    file: PathBuf,
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
    /// The name of the resource type.
    name: String,
    #[command(flatten)]
    target: Target,
    /// Print one line of JSON.
    #[arg(long)]
    json: bool,
}

impl ResourceType {
    pub(super) async fn run(self) -> Result<ExitCode, Error> {
        match self {
            Self::List(list) => {
                let page: PageOf<ResourceTypeView> = AdminClient::new(&list.target.socket)
                    .get(&types(&list.tenant))
                    .await?;
                shown::several(&page.items, list.json)?;
            }
            Self::Declare(declare) => {
                let document = document::read(&declare.file)?;
                let name = document::text(&document, "name", &declare.file)?;
                let declared: ResourceTypeView = AdminClient::new(&declare.target.socket)
                    .put(&one(&declare.tenant, &name), &document)
                    .await?;
                shown::one(&declared, declare.json)?;
            }
            Self::Withdraw(withdraw) => {
                let gone: ResourceTypeView = AdminClient::new(&withdraw.target.socket)
                    .delete(&one(&withdraw.tenant, &withdraw.name))
                    .await?;
                shown::one(&gone, withdraw.json)?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn types(tenant: &str) -> String {
    format!("{}/resource-types", path(tenant))
}

fn one(tenant: &str, name: &str) -> String {
    format!("{}/{}", types(tenant), encode(name))
}

impl Shown for ResourceTypeView {
    const HEADER: &'static [&'static str] = &["name", "endpoint", "schema", "resources"];

    fn row(&self) -> Vec<String> {
        vec![
            self.name.clone(),
            self.endpoint.clone(),
            self.schema.clone(),
            self.resources.to_string(),
        ]
    }
}
