//! `rosterd group …`

use std::process::ExitCode;

use clap::Subcommand;
use rosterd_http::admin::GroupView;

use super::{mapping, of_tenant::OfTenant, shown::Shown};
use crate::error::Error;

#[derive(Debug, Subcommand)]
pub(super) enum Group {
    /// List the groups as the directory has pushed them, what group mapping makes of each, and the
    /// rows that it nearly matches.
    List(OfTenant),
}

impl Group {
    pub(super) async fn run(self) -> Result<ExitCode, Error> {
        match self {
            Self::List(of) => of.pages::<GroupView>("groups").await?,
        }
        Ok(ExitCode::SUCCESS)
    }
}

impl Shown for GroupView {
    const HEADER: &'static [&'static str] = &["id", "name", "members", "rows", "maps to"];

    fn row(&self) -> Vec<String> {
        let rows: Vec<String> = self.maps_to.rows.iter().map(ToString::to_string).collect();
        vec![
            self.id.clone(),
            self.name.clone(),
            self.members.to_string(),
            rows.join(", "),
            mapping::given(&self.maps_to),
        ]
    }
}
