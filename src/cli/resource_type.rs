//! `rosterd resource-type …`

use std::{path::PathBuf, process::ExitCode};

use clap::{Args, Subcommand};
use rosterd_http::admin::ResourceTypeView;

use super::{document, of_tenant::OfTenant, shown::Shown};
use crate::{admin_client::encode, error::Error};

#[derive(Debug, Subcommand)]
pub(super) enum ResourceType {
    /// List the resource types that a tenant has declared.
    List(OfTenant),
    /// Declare a resource type from a SCIM resource type document. Its schemas come first.
    Declare(Declare),
    /// Take a resource type back that has no resources.
    Withdraw(Withdraw),
}

#[derive(Debug, Args)]
pub(super) struct Declare {
    #[command(flatten)]
    of: OfTenant,
    /// The document (RFC 7643 section 6), as JSON; - reads standard input.
    file: PathBuf,
}

#[derive(Debug, Args)]
pub(super) struct Withdraw {
    #[command(flatten)]
    of: OfTenant,
    /// The name of the resource type.
    name: String,
}

impl ResourceType {
    pub(super) async fn run(self) -> Result<ExitCode, Error> {
        match self {
            Self::List(of) => of.list::<ResourceTypeView>("resource-types").await?,
            Self::Declare(Declare { of, file }) => {
                let document = document::read(&file)?;
                let name = document::text(&document, "name", &file)?;
                of.put::<ResourceTypeView>(&path(&name), &document).await?;
            }
            Self::Withdraw(Withdraw { of, name }) => {
                of.delete::<ResourceTypeView>(&path(&name)).await?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn path(name: &str) -> String {
    format!("resource-types/{}", encode(name))
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
