//! `rosterd simulate`

use std::{path::PathBuf, process::ExitCode};

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use simulate::{Persona, Plan, Report, Watch};

use super::print;
use crate::error::Error;

#[derive(Debug, Args)]
pub(super) struct Simulate {
    /// entra, entra-flag, okta-oin, okta-wizard or onelogin; or strict, which goes by the RFCs to the
    /// letter.
    persona: Persona,
    /// The SCIM base URL, e.g. `https://scim.example.com/scim/v2`.
    #[arg(long)]
    url: String,
    /// The bearer token of the tenant to push into.
    #[arg(long, env = "ROSTERD_TOKEN", hide_env_values = true)]
    token: String,
    /// People in the simulated directory.
    #[arg(long, default_value_t = 25, value_name = "N")]
    users: u32,
    /// Groups in the simulated directory.
    #[arg(long, default_value_t = 3, value_name = "M")]
    groups: u32,
    /// The same seed makes the same directory.
    #[arg(long, default_value_t = 1, value_name = "S")]
    seed: u64,
    /// Delete or deactivate everybody whom an earlier run has pushed, as after a mistake in the directory.
    #[arg(long)]
    wipe: bool,
    /// A PEM file with the authority that signed the server's certificate.
    #[arg(long, value_name = "FILE")]
    ca: Option<PathBuf>,
    /// Requests under way at once. [default: 4]
    #[arg(long, value_name = "N")]
    concurrency: Option<usize>,
    /// Print the report as one line of JSON.
    #[arg(long)]
    json: bool,
}

impl Simulate {
    /// Exit code 0: nothing to object to; 1: the first objection is on stderr.
    pub(super) async fn run(self) -> Result<ExitCode, Error> {
        let mut plan = Plan::new(self.url, self.token);
        plan.users = self.users;
        plan.groups = self.groups;
        plan.seed = self.seed;
        plan.wipe = self.wipe;
        plan.ca = self.ca;
        if let Some(concurrency) = self.concurrency {
            plan.concurrency = concurrency;
        }
        let report = simulate::play(self.persona, &plan, &Bar::new()).await?;
        if self.json {
            print::json(&report)?;
        } else {
            table(&report);
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// A report as a table, one row a phase.
pub(super) fn table(report: &Report) {
    let header = [
        "phase",
        "requests",
        "created",
        "updated",
        "unchanged",
        "deleted",
        "retries",
        "p50",
        "p99",
    ];
    let rows = report.phases.iter().chain([&report.total]).map(|phase| {
        vec![
            phase.name.clone(),
            phase.requests.to_string(),
            phase.created.to_string(),
            phase.updated.to_string(),
            phase.unchanged.to_string(),
            phase.deleted.to_string(),
            phase.retries.to_string(),
            format!("{} µs", phase.latency.p50_us),
            format!("{} µs", phase.latency.p99_us),
        ]
    });
    print::table(&header, rows);
    print::line(format!(
        "{}: {} objections",
        report.persona, report.objections
    ));
}

/// The progress bar; it is drawn on stderr, and only on a terminal.
pub(super) struct Bar(ProgressBar);

impl Bar {
    pub(super) fn new() -> Self {
        let bar = ProgressBar::new(0);
        let style = ProgressStyle::with_template("{msg:24} {wide_bar} {pos}/{len}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        Self(bar)
    }

    /// Prints something while the bar is out of the way.
    pub(super) fn aside<T>(&self, print: impl FnOnce() -> T) -> T {
        self.0.suspend(print)
    }
}

impl Watch for Bar {
    fn phase(&self, name: &str, total: u64) {
        self.0.set_message(name.to_owned());
        self.0.set_length(total);
        self.0.set_position(0);
    }

    fn step(&self) {
        self.0.inc(1);
    }

    fn done(&self) {
        self.0.finish_and_clear();
    }
}
