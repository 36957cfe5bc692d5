//! `rosterd undo`

use std::process::ExitCode;

use clap::Args;
use rosterd_http::admin::{UndoRequest, UndoView};

use super::{of_tenant::OfTenant, print, shown, since::Moment};
use crate::error::Error;

/// Take removals back: pending, held and done ones, all or those of a time or a token.
#[derive(Debug, Args)]
pub(super) struct Undo {
    #[command(flatten)]
    of: OfTenant,
    /// Only of those who left then or later: 2026-11-28T10:00:00Z, or a span such as 2h.
    #[arg(long, value_name = "TIME")]
    since: Option<Moment>,
    /// Only of those who left before then.
    #[arg(long, value_name = "TIME")]
    until: Option<Moment>,
    /// Only of those whom this token removed: its id or its name.
    #[arg(long, value_name = "TOKEN")]
    token: Option<String>,
    /// Only those that are pending, held or removed.
    #[arg(long, value_parser = ["pending", "held", "removed"])]
    state: Option<String>,
    /// Restore nobody; show who would be.
    #[arg(long)]
    dry_run: bool,
}

impl Undo {
    pub(super) async fn run(self) -> Result<ExitCode, Error> {
        let request = UndoRequest {
            since: self.since.map(|moment| moment.0),
            until: self.until.map(|moment| moment.0),
            token: self.token,
            state: self.state,
            dry_run: self.dry_run,
        };
        let path = self.of.path("undo");
        let answer: UndoView = self.of.client().post(&path, &request).await?;
        if self.of.json {
            print::json(&answer)?;
        } else {
            shown::table(&answer.members);
            for refused in &answer.refused {
                print::line(format!("not restored: {}: {}", refused.member, refused.why));
            }
            let done = if request.dry_run {
                "would be restored"
            } else {
                "restored"
            };
            print::line(format!("{} {done}", answer.restored));
        }
        Ok(if answer.refused.is_empty() {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        })
    }
}
