//! `rosterd tenant …`

use std::process::ExitCode;

use clap::{Args, Subcommand, ValueEnum, builder::PossibleValuesParser};
use roster::{Choice, GroupNames, Replace, UnknownMembers};
use rosterd_http::admin::{DisconnectRequest, NewTenant, StateView, TenantChange, TenantView};
use serde_json::Value;

use super::{
    Target,
    of_tenant::OfTenant,
    outline, print,
    shown::{self, Shown},
};
use crate::{
    admin_client::{AdminClient, encode},
    error::Error,
};

#[derive(Debug, Subcommand)]
pub(super) enum Tenant {
    /// Create a tenant.
    Create(Create),
    /// List all tenants.
    List(List),
    /// Show one tenant.
    Show(Show),
    /// Change what is known about a tenant.
    Set(Set),
    /// End the connection to the directory: tokens are revoked, its records forgotten, pending removals cancelled; the
    /// members stay, managed by the app.
    Disconnect(Disconnect),
}

#[derive(Debug, Args)]
pub(super) struct Disconnect {
    #[command(flatten)]
    of: OfTenant,
    /// Yes, end it.
    #[arg(long)]
    confirm: bool,
}

#[derive(Debug, Args)]
pub(super) struct Create {
    /// What people call the account; unique.
    name: String,
    /// A school's pushed groups can become classes. [default: business]
    #[arg(long)]
    kind: Option<Kind>,
    #[command(flatten)]
    facts: Facts,
    #[command(flatten)]
    target: Target,
    /// Print one line of JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
pub(super) struct List {
    #[command(flatten)]
    target: Target,
    /// Print JSON lines.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
pub(super) struct Show {
    /// The tenant's id or name.
    tenant: String,
    #[command(flatten)]
    target: Target,
    /// Print one line of JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
pub(super) struct Set {
    /// The tenant's id or name.
    tenant: String,
    /// A new name.
    #[arg(long)]
    name: Option<String>,
    /// Yes, those whom a shorter grace period removes at once are to go.
    #[arg(long)]
    confirm: bool,
    #[command(flatten)]
    facts: Facts,
    #[command(flatten)]
    target: Target,
    /// Print one line of JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
struct Facts {
    /// The single sign-on that is connected and active. Without one nothing is provisioned.
    /// [default for a new tenant: saml]
    #[arg(long)]
    sso: Option<Sso>,
    /// Days between a delete in the directory and the removal here, 0 to 90.
    /// [default for a new tenant: 7]
    #[arg(long, value_name = "DAYS", allow_hyphen_values = true)]
    grace_days: Option<String>,
    /// Refuse everything that RFC 7644 does not allow, also what identity providers really send.
    /// [default for a new tenant: false]
    #[arg(long, value_name = "BOOL")]
    strict: Option<bool>,
    /// Whether two groups may have one name. [default for a new tenant: unique]
    #[arg(long, value_parser = words::<GroupNames>())]
    group_names: Option<String>,
    /// Whether a PUT clears the attributes that its body does not have, or keeps them. [default for
    /// a new tenant: clear]
    #[arg(long, value_parser = words::<Replace>())]
    replace: Option<String>,
    /// Whether an id in a group's members that we don't know is left out and reported, or fails the
    /// request. [default for a new tenant: report]
    #[arg(long, value_parser = words::<UnknownMembers>())]
    unknown_members: Option<String>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Kind {
    School,
    Business,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Sso {
    Saml,
    Oidc,
    None,
}

impl Tenant {
    pub(super) async fn run(self) -> Result<ExitCode, Error> {
        match self {
            Self::Create(create) => {
                let tenant: TenantView = AdminClient::new(&create.target.socket)
                    .post("/v1/tenants", &create.request())
                    .await?;
                show(&tenant, create.json)?;
            }
            Self::List(list) => list.run().await?,
            Self::Show(show_one) => {
                let tenant: TenantView = AdminClient::new(&show_one.target.socket)
                    .get(&path(&show_one.tenant))
                    .await?;
                show(&tenant, show_one.json)?;
            }
            Self::Disconnect(Disconnect { of, confirm }) => {
                let path = of.path("disconnect");
                let request = DisconnectRequest { confirm };
                let state: StateView = of.client().post(&path, &request).await?;
                if of.json {
                    print::json(&state)?;
                } else {
                    outline::of(&state)?;
                }
            }
            Self::Set(set) => {
                let tenant: TenantView = AdminClient::new(&set.target.socket)
                    .patch(&path(&set.tenant), &set.request())
                    .await?;
                show(&tenant, set.json)?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// The tenant's address in the admin API.
pub(super) fn path(tenant: &str) -> String {
    format!("/v1/tenants/{}", encode(tenant))
}

impl Create {
    fn request(&self) -> NewTenant {
        NewTenant {
            name: self.name.clone(),
            kind: self.kind.as_ref().and_then(word),
            sso: self.facts.sso(),
            grace_days: self.facts.grace_days(),
            strict: self.facts.strict,
            group_names: self.facts.group_names.clone(),
            replace: self.facts.replace.clone(),
            unknown_members: self.facts.unknown_members.clone(),
            settings: serde_json::Map::new(),
        }
    }
}

impl Set {
    fn request(&self) -> TenantChange {
        TenantChange {
            name: self.name.clone(),
            sso: self.facts.sso(),
            grace_days: self.facts.grace_days(),
            strict: self.facts.strict,
            group_names: self.facts.group_names.clone(),
            replace: self.facts.replace.clone(),
            unknown_members: self.facts.unknown_members.clone(),
            confirm: self.confirm,
        }
    }
}

impl List {
    async fn run(&self) -> Result<(), Error> {
        let client = AdminClient::new(&self.target.socket);
        shown::all::<TenantView>(&client, "/v1/tenants", None, self.json).await
    }
}

impl Facts {
    fn sso(&self) -> Option<String> {
        self.sso.as_ref().and_then(word)
    }

    /// A whole number goes as a number; anything else as it was typed, so that the daemon's one
    /// rule (R62) refuses it with its own words.
    fn grace_days(&self) -> Option<Value> {
        let text = self.grace_days.as_deref()?;
        Some(
            text.parse::<i64>()
                .map_or_else(|_| Value::from(text), Value::from),
        )
    }
}

impl Shown for TenantView {
    const HEADER: &'static [&'static str] = &[
        "id", "name", "kind", "sso", "grace", "users", "groups", "members",
    ];

    fn row(&self) -> Vec<String> {
        vec![
            self.id.clone(),
            self.name.clone(),
            self.kind.clone(),
            self.sso.clone(),
            format!("{} d", self.grace_days),
            self.users.to_string(),
            self.groups.to_string(),
            self.members.to_string(),
        ]
    }
}

/// All that is known of one tenant.
fn show(tenant: &TenantView, json: bool) -> Result<(), Error> {
    if json {
        print::json(tenant)
    } else {
        outline::of(tenant)
    }
}

fn words<C: Choice>() -> PossibleValuesParser {
    PossibleValuesParser::new(C::WORDS.iter().map(|(word, _)| *word))
}

fn word(value: &impl ValueEnum) -> Option<String> {
    value
        .to_possible_value()
        .map(|value| value.get_name().to_owned())
}
