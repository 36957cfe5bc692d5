//! `rosterd activity TENANT`

use std::process::ExitCode;

use clap::Args;
use jiff::Timestamp;

use super::Entry;
use crate::{
    admin_client::encode,
    cli::{Target, moment, of_tenant::OfTenant},
    error::Error,
};

#[derive(Debug, Args)]
pub(super) struct List {
    /// The tenant's id or name.
    #[arg(required = true)]
    tenant: Option<String>,
    /// At most so many entries. [default: 50, all with --json]
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// Oldest first.
    #[arg(long)]
    oldest_first: bool,
    #[command(flatten)]
    filter: Filter,
    #[command(flatten)]
    target: Target,
    /// Print JSON lines: every entry whole.
    #[arg(long)]
    json: bool,
}

/// Entries must be all that is given.
#[derive(Debug, Args)]
struct Filter {
    /// What was asked for, e.g. create, remove, authenticate.
    #[arg(long, value_name = "WORD")]
    operation: Option<String>,
    /// How it ended: succeeded, failed or unchanged.
    #[arg(long, value_name = "WORD")]
    result: Option<String>,
    /// Who did it: token, admin, timer or app, or the id or name of a token.
    #[arg(long, value_name = "WHO")]
    source: Option<String>,
    /// Whom it was done to: an address or a name, or the id of a directory record, a member or a
    /// group.
    #[arg(long, value_name = "PERSON")]
    person: Option<String>,
    /// Not before this time, e.g. 2026-06-30T00:00:00Z, or so long ago, e.g. 24h.
    #[arg(long, value_name = "TIME", value_parser = moment::ago)]
    since: Option<Timestamp>,
    /// Before this time; as with --since.
    #[arg(long, value_name = "TIME", value_parser = moment::ago)]
    until: Option<Timestamp>,
}

impl List {
    pub(super) async fn run(self) -> Result<ExitCode, Error> {
        // Clap asks for it where no verb is given.
        let tenant = self.tenant.unwrap_or_default();
        let of = OfTenant::new(tenant, self.target, self.json);
        let order = if self.oldest_first { "asc" } else { "desc" };
        let what = format!("activity?order={order}{}", self.filter.parameters());
        let limit = if self.json {
            self.limit
        } else {
            Some(self.limit.unwrap_or(50))
        };
        of.some_pages::<Entry>(&what, limit).await?;
        Ok(ExitCode::SUCCESS)
    }
}

impl Filter {
    /// Of the URL, behind others.
    fn parameters(&self) -> String {
        let time = |time: Option<Timestamp>| time.map(|time| time.to_string());
        let given = [
            ("operation", self.operation.clone()),
            ("result", self.result.clone()),
            ("source", self.source.clone()),
            ("person", self.person.clone()),
            ("since", time(self.since)),
            ("until", time(self.until)),
        ];
        given
            .into_iter()
            .filter_map(|(name, value)| Some(format!("&{name}={}", encode(&value?))))
            .collect()
    }
}
