//! `rosterd event list`

use clap::Args;
use rosterd_http::admin::FeedView;

use crate::{
    admin_client::{AdminClient, encode},
    cli::{Target, print, shown},
    error::Error,
};

/// Events that one call brings, at most.
const PAGE: usize = 1_000;
/// How long one call waits for the next event, in seconds.
const WAIT: u64 = 20;

#[derive(Debug, Args)]
pub(in crate::cli) struct List {
    /// Of this tenant alone; its id or name.
    #[arg(long, value_name = "TENANT")]
    tenant: Option<String>,
    /// Behind this place: the number of a tenant's event, or what an earlier listing ended with.
    /// `latest`: behind all that there are.
    #[arg(long, value_name = "PLACE")]
    after: Option<String>,
    /// Of these types alone, e.g. member.created,member.removed.
    #[arg(long, value_name = "TYPES", value_delimiter = ',')]
    types: Vec<String>,
    /// At most so many.
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// Wait for more when they have all been shown, until it is interrupted.
    #[arg(long)]
    follow: bool,
    #[command(flatten)]
    target: Target,
    /// Print JSON, one line for each.
    #[arg(long)]
    json: bool,
}

impl List {
    pub(super) async fn run(self) -> Result<(), Error> {
        let client = AdminClient::new(&self.target.socket);
        let mut after = self.after.clone();
        let mut left = self.limit.unwrap_or(usize::MAX);
        while left > 0 {
            let feed: FeedView = client.get(&self.path(after.as_deref(), left)).await?;
            left -= feed.items.len().min(left);
            if !feed.items.is_empty() {
                shown::several(&feed.items, self.json)?;
            }
            if !feed.more && !self.follow {
                after = Some(feed.next);
                break;
            }
            after = Some(feed.next);
        }
        if let (Some(after), false) = (after, self.json) {
            print::line(format!("to go on: --after {after}"));
        }
        Ok(())
    }

    fn path(&self, after: Option<&str>, left: usize) -> String {
        let wait = if self.follow { WAIT } else { 0 };
        let types = Some(self.types.join(",")).filter(|types| !types.is_empty());
        let given: String = [
            ("after", after),
            ("tenant", self.tenant.as_deref()),
            ("types", types.as_deref()),
        ]
        .into_iter()
        .filter_map(|(name, value)| Some(format!("&{name}={}", encode(value?))))
        .collect();
        let limit = left.min(PAGE);
        format!("/v1/events?limit={limit}&wait={wait}{given}")
    }
}
