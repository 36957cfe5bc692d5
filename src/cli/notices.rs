//! `rosterd notices`

use std::process::ExitCode;

use clap::Args;
use rosterd_http::admin::NoticeView;

use super::{of_tenant::OfTenant, print, shown::Shown};
use crate::error::Error;

/// What the admins of a tenant should know, newest first, and what to do: tokens made, revoked, silent or
/// unused, removals that are held, protected members, and the first failure of each kind.
#[derive(Debug, Args)]
pub(super) struct Notices {
    #[command(flatten)]
    of: OfTenant,
    /// At most so many. [default: 50, all with --json]
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
}

impl Notices {
    pub(super) async fn run(self) -> Result<ExitCode, Error> {
        let limit = if self.of.json {
            self.limit
        } else {
            Some(self.limit.unwrap_or(50))
        };
        self.of
            .some_pages::<NoticeView>("notices?order=desc", limit)
            .await?;
        Ok(ExitCode::SUCCESS)
    }
}

impl Shown for NoticeView {
    const HEADER: &'static [&'static str] = &["time", "notice", "what has happened", "what to do"];

    fn row(&self) -> Vec<String> {
        vec![
            print::time(self.at),
            self.event.clone(),
            self.says.clone(),
            self.advice.clone(),
        ]
    }
}
