//! `rosterd setting …`

use std::process::ExitCode;

use clap::{Args, Subcommand};
use roster::tenant::setting::SETTINGS;
use rosterd_http::admin::{SettingView, SettingsView};
use serde_json::{Map, Value};

use super::{of_tenant::OfTenant, outline, print, shown, shown::Shown};
use crate::{admin_client::AdminClient, error::Error};

const SETTINGS_PATH: &str = "settings";

#[derive(Debug, Subcommand)]
pub(super) enum Setting {
    /// List a tenant's settings, with what each means.
    List(OfTenant),
    /// Show one setting.
    Get(Get),
    /// Change settings, all or none of them. What becomes of people by it is shown.
    Set(Set),
}

#[derive(Debug, Args)]
pub(super) struct Get {
    #[command(flatten)]
    of: OfTenant,
    /// The setting.
    name: String,
}

#[derive(Debug, Args)]
pub(super) struct Set {
    #[command(flatten)]
    of: OfTenant,
    /// Settings with their values, e.g. `grace_days=14 auto_manage=false seat_limit=null`. One may be two words:
    /// `grace_days 14`.
    #[arg(required = true, value_name = "NAME=VALUE")]
    settings: Vec<String>,
    /// Change nothing; show what would become of people.
    #[arg(long)]
    dry_run: bool,
    /// Yes, those whom a shorter grace period removes at once are to go.
    #[arg(long)]
    confirm: bool,
}

impl Setting {
    pub(super) async fn run(self) -> Result<ExitCode, Error> {
        match self {
            Self::List(of) => list(&of).await?,
            Self::Get(Get { of, name }) => {
                let settings = read(&of).await?;
                let found = settings.into_iter().find(|setting| setting.name == name);
                let setting = found.ok_or_else(|| unknown(&name))?;
                shown::one(&setting, of.json)?;
            }
            Self::Set(set) => set.run().await?,
        }
        Ok(ExitCode::SUCCESS)
    }
}

impl Set {
    async fn run(&self) -> Result<(), Error> {
        let path = format!(
            "{}?dry_run={}&confirm={}",
            self.of.path(SETTINGS_PATH),
            self.dry_run,
            self.confirm
        );
        let client: AdminClient = self.of.client();
        let answer: SettingsView = client.patch(&path, &self.wanted()?).await?;
        if self.of.json {
            return print::json(&answer);
        }
        if answer.changes.is_empty() {
            print::line("nothing to change");
            return Ok(());
        }
        outline::of(&answer.changes)?;
        match &answer.plan {
            Some(plan) => super::plan::show(plan),
            None => print::line("nobody is affected"),
        }
        if self.dry_run {
            print::line("nothing was changed: this was a dry run");
        }
        Ok(())
    }

    fn wanted(&self) -> Result<Map<String, Value>, Error> {
        if let [name, value] = self.settings.as_slice()
            && !name.contains('=')
        {
            return Ok([(name.clone(), parse(value))].into_iter().collect());
        }
        let pairs = self.settings.iter().map(|text| {
            let (name, value) = text
                .split_once('=')
                .ok_or_else(|| Error::Argument(format!("{text}: write a setting as NAME=VALUE")))?;
            Ok((name.to_owned(), parse(value)))
        });
        pairs.collect()
    }
}

/// JSON where it is some; a word needs no quotes.
fn parse(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| Value::from(text))
}

async fn list(of: &OfTenant) -> Result<(), Error> {
    let settings = read(of).await?;
    shown::several(&settings, of.json)
}

async fn read(of: &OfTenant) -> Result<Vec<SettingView>, Error> {
    let view: SettingsView = of.client().get(&of.path(SETTINGS_PATH)).await?;
    let settings = view.settings.into_iter().map(|(name, value)| {
        let known = SETTINGS.iter().find(|setting| setting.name == name);
        SettingView {
            meaning: known.map_or("", |setting| setting.meaning).to_owned(),
            name,
            value,
        }
    });
    Ok(settings.collect())
}

fn unknown(name: &str) -> Error {
    let names: Vec<&str> = SETTINGS.iter().map(|setting| setting.name).collect();
    Error::Argument(format!(
        "there is no setting {name}; there are {}",
        names.join(", ")
    ))
}

impl Shown for SettingView {
    const HEADER: &'static [&'static str] = &["setting", "value", "meaning"];

    fn row(&self) -> Vec<String> {
        vec![
            self.name.clone(),
            self.value.to_string(),
            self.meaning.clone(),
        ]
    }
}
