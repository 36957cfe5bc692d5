//! `rosterd token …`

use std::process::ExitCode;

use clap::{Args, Subcommand};
use jiff::Timestamp;
use rosterd_http::admin::{NewToken, PageOf, TokenCreated, TokenView};

use super::{
    Target, print,
    shown::{self, Shown},
    tenant,
};
use crate::{
    admin_client::{AdminClient, encode},
    error::Error,
};

#[derive(Debug, Subcommand)]
pub(super) enum Token {
    /// Create a token. Its secret is shown once and cannot be had again.
    Create(Create),
    /// List a tenant's tokens, revoked ones too.
    List(List),
    /// Revoke a token: from the answer on, nothing that it asks for is done.
    Revoke(Revoke),
}

#[derive(Debug, Args)]
pub(super) struct Create {
    /// The tenant's id or name.
    tenant: String,
    /// What tells it apart from the others, e.g. "Entra ID".
    name: String,
    /// When it stops working, e.g. 2027-06-30T00:00:00Z. [default: never]
    #[arg(long, value_name = "TIME")]
    expires: Option<Timestamp>,
    #[command(flatten)]
    target: Target,
    /// Print one line of JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
pub(super) struct List {
    /// The tenant's id or name.
    tenant: String,
    #[command(flatten)]
    target: Target,
    /// Print JSON lines.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
pub(super) struct Revoke {
    /// The tenant's id or name.
    tenant: String,
    /// The token's id, as `token list` shows it.
    id: String,
    #[command(flatten)]
    target: Target,
    /// Print one line of JSON.
    #[arg(long)]
    json: bool,
}

impl Token {
    pub(super) async fn run(self) -> Result<ExitCode, Error> {
        match self {
            Self::Create(create) => create.run().await?,
            Self::List(list) => list.run().await?,
            Self::Revoke(revoke) => revoke.run().await?,
        }
        Ok(ExitCode::SUCCESS)
    }
}

impl Create {
    async fn run(self) -> Result<(), Error> {
        let request = NewToken {
            name: self.name,
            expires_at: self.expires,
        };
        let created: TokenCreated = AdminClient::new(&self.target.socket)
            .post(&format!("{}/tokens", tenant::path(&self.tenant)), &request)
            .await?;
        if created.duplicate_name {
            print::note(format!(
                "note: another active token is called {:?} too",
                created.name
            ));
        }
        if self.json {
            return print::json(&created);
        }
        print::line(&created.token);
        print::note(format!(
            "This is the only time that the token of {:?} is shown; its id is {}.",
            created.name, created.id
        ));
        Ok(())
    }
}

impl List {
    async fn run(&self) -> Result<(), Error> {
        let path = format!("{}/tokens", tenant::path(&self.tenant));
        let client = AdminClient::new(&self.target.socket);
        // Few enough that the admin API gives them all at once.
        let tokens: PageOf<TokenView> = client.get(&path).await?;
        shown::several(&tokens.items, self.json)
    }
}

impl Revoke {
    async fn run(&self) -> Result<(), Error> {
        let path = format!("{}/tokens/{}", tenant::path(&self.tenant), encode(&self.id));
        let token: TokenView = AdminClient::new(&self.target.socket).delete(&path).await?;
        shown::one(&token, self.json)
    }
}

impl Shown for TokenView {
    const HEADER: &'static [&'static str] =
        &["id", "name", "prefix", "state", "last used", "client"];

    fn row(&self) -> Vec<String> {
        vec![
            self.id.clone(),
            self.name.clone(),
            self.prefix.clone(),
            self.state.clone(),
            self.last_used_at
                .map_or_else(|| "never".to_owned(), print::time),
            self.client.clone().unwrap_or_else(|| "-".to_owned()),
        ]
    }
}
