//! `rosterd explain`

use std::process::ExitCode;

use clap::Args;
use rosterd_http::admin::{ExplainView, StepView};

use super::{
    of_tenant::OfTenant,
    print,
    shown::{self, Shown},
};
use crate::{admin_client::encode, error::Error};

/// Why somebody is a member with access or is not, or what members of a group have by it: the chain from the
/// directory's call on, and the first link that does not hold.
#[derive(Debug, Args)]
pub(super) struct Explain {
    #[command(flatten)]
    of: OfTenant,
    /// An e-mail address, a userName, the name of a group, or an id.
    who: String,
}

impl Explain {
    pub(super) async fn run(self) -> Result<ExitCode, Error> {
        let path = self.of.path(&format!("explain?who={}", encode(&self.who)));
        let view: ExplainView = self.of.client().get(&path).await?;
        if self.of.json {
            print::json(&view)?;
        } else {
            shown::table(&view.steps);
            print::line(format!("{}: {}", view.verdict.replace('_', " "), view.says));
        }
        Ok(ExitCode::SUCCESS)
    }
}

impl Shown for StepView {
    const HEADER: &'static [&'static str] = &["", "link", "what is so", "entries"];

    fn row(&self) -> Vec<String> {
        let entries = self.entries.iter().map(u64::to_string);
        vec![
            if self.holds { "ok" } else { "NO" }.to_owned(),
            self.question.clone(),
            self.says.clone(),
            entries.collect::<Vec<_>>().join(", "),
        ]
    }
}
