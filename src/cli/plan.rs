//! `rosterd plan …`

use std::process::ExitCode;

use clap::{Args, Subcommand};
use rosterd_http::admin::{ApplyPlan, EffectView, PlanView, SettingsView};

use super::{
    of_tenant::OfTenant,
    print,
    shown::{self, Shown},
};
use crate::error::Error;

#[derive(Debug, Subcommand)]
pub(super) enum Plan {
    /// Show what going live would do to whom.
    Show(OfTenant),
    /// Go live with the plan that was looked at; refused if it is another one by now.
    Apply(Apply),
}

#[derive(Debug, Args)]
pub(super) struct Apply {
    #[command(flatten)]
    of: OfTenant,
    /// The hash of the plan.
    hash: String,
}

impl Plan {
    pub(super) async fn run(self) -> Result<ExitCode, Error> {
        match self {
            Self::Show(of) => {
                let plan: PlanView = of.client().get(&of.path("plan")).await?;
                if of.json {
                    print::json(&plan)?;
                } else {
                    show(&plan);
                }
            }
            Self::Apply(Apply { of, hash }) => {
                let path = of.path("plan/apply");
                let answer: SettingsView = of.client().post(&path, &ApplyPlan { hash }).await?;
                if of.json {
                    print::json(&answer)?;
                } else if let Some(plan) = &answer.plan {
                    show(plan);
                    print::line("this was done: the account is live");
                }
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// For people.
pub(super) fn show(plan: &PlanView) {
    if plan.total == 0 {
        print::line("nobody is affected");
    } else {
        shown::table(&plan.effects);
        if plan.effects.len() < plan.total {
            print::line(format!("… and {} more", plan.total - plan.effects.len()));
        }
        let counts = plan
            .counts
            .iter()
            .map(|(kind, count)| format!("{count} × {kind}"));
        print::line(counts.collect::<Vec<_>>().join(", "));
        if plan.refused > 0 {
            print::line(format!("{} refused", plan.refused));
        }
    }
    let limit = plan
        .seats
        .limit
        .map_or_else(|| "any number".to_owned(), |limit| limit.to_string());
    print::line(format!(
        "seats: {} now, {} then, of {limit}",
        plan.seats.used, plan.seats.then
    ));
    print::line(format!("plan {}", plan.hash));
}

impl Shown for EffectView {
    const HEADER: &'static [&'static str] = &["operation", "e-mail", "name", "effect", "why"];

    fn row(&self) -> Vec<String> {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        vec![
            self.operation.clone(),
            text(&self.email),
            text(&self.name),
            if self.refused {
                "refused".to_owned()
            } else {
                self.events.join(", ")
            },
            text(&self.why),
        ]
    }
}
