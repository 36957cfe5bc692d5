//! `rosterd token …`

use std::process::ExitCode;

use clap::{Args, Subcommand, ValueEnum};
use jiff::Timestamp;
use rosterd_http::{
    admin::{Federation, NewToken, TokenCreated, TokenKind, TokenView},
    oauth::TOKEN_PATH,
};

use super::{moment, of_tenant::OfTenant, print, shown::Shown};
use crate::{admin_client::encode, error::Error};

const TOKENS: &str = "tokens";

#[derive(Debug, Subcommand)]
pub(super) enum Token {
    /// Create a token. Its secret is shown once and cannot be had again.
    Create(Create),
    /// List a tenant's tokens, revoked ones too.
    List(OfTenant),
    /// Revoke a token: from the answer on, nothing that it asks for is done.
    Revoke(Revoke),
}

#[derive(Debug, Args)]
pub(super) struct Create {
    #[command(flatten)]
    of: OfTenant,
    /// What tells it apart from the others, e.g. "Entra ID".
    name: String,
    /// What it is for: SCIM requests, or the token endpoint.
    #[arg(long, value_enum, default_value_t)]
    kind: Kind,
    /// When it stops working, e.g. 2027-06-30T00:00:00Z, or after how long, e.g. 365d.
    /// [default: never]
    #[arg(long, value_name = "TIME", value_parser = moment::ahead)]
    expires: Option<Timestamp>,
    #[command(flatten)]
    claims: Claims,
}

/// What a token is for, in the words of the command line.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
enum Kind {
    /// Sent with each SCIM request.
    #[default]
    Bearer,
    /// Exchanged for access tokens (OAuth client credentials).
    ClientSecret,
    /// No secret: assertions of an issuer are exchanged for access tokens.
    Federated,
}

/// Of a federated token: the claims that assertions must have.
#[derive(Debug, Args)]
struct Claims {
    /// `iss`, a URL.
    #[arg(long, value_name = "URL", requires_all = ["subject", "audience"])]
    issuer: Option<String>,
    /// `sub`, at Entra ID the object id of the service principal.
    #[arg(long, requires = "issuer")]
    subject: Option<String>,
    /// One of `aud`.
    #[arg(long, requires = "issuer")]
    audience: Option<String>,
    /// `tid`, at Entra ID the directory. [default: any]
    #[arg(long, value_name = "TID", requires = "issuer")]
    directory: Option<String>,
    /// `azp`, at Entra ID the app. [default: any]
    #[arg(long, value_name = "AZP", requires = "issuer")]
    authorized_party: Option<String>,
}

impl Claims {
    /// None unless the three that are needed are there, which clap sees to.
    fn federation(self) -> Option<Federation> {
        Some(Federation {
            issuer: self.issuer?,
            subject: self.subject?,
            audience: self.audience?,
            directory: self.directory,
            authorized_party: self.authorized_party,
        })
    }
}

impl From<Kind> for TokenKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Bearer => Self::Bearer,
            Kind::ClientSecret => Self::ClientSecret,
            Kind::Federated => Self::Federated,
        }
    }
}

#[derive(Debug, Args)]
pub(super) struct Revoke {
    #[command(flatten)]
    of: OfTenant,
    /// The token's id, as `token list` shows it.
    id: String,
}

impl Token {
    pub(super) async fn run(self) -> Result<ExitCode, Error> {
        match self {
            Self::Create(create) => create.run().await?,
            Self::List(of) => of.list::<TokenView>(TOKENS).await?,
            Self::Revoke(Revoke { of, id }) => {
                let path = format!("{TOKENS}/{}", encode(&id));
                of.delete::<TokenView>(&path).await?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

impl Create {
    async fn run(self) -> Result<(), Error> {
        let request = NewToken {
            name: self.name,
            expires_at: self.expires,
            kind: self.kind.into(),
            federation: self.claims.federation(),
        };
        let path = self.of.path(TOKENS);
        let created: TokenCreated = self.of.client().post(&path, &request).await?;
        if created.duplicate_name {
            print::note(format!(
                "note: another active token is called {:?} too",
                created.name
            ));
        }
        if self.of.json {
            return print::json(&created);
        }
        show(&created);
        Ok(())
    }
}

/// A bearer token alone on its line, so that it can be piped on; the parts of the others by name.
fn show(created: &TokenCreated) {
    let (name, id) = (&created.name, &created.id);
    if let Some(client_id) = &created.client_id {
        print::line(format!("client id:      {client_id}"));
        if let Some(secret) = &created.token {
            print::line(format!("client secret:  {secret}"));
        }
        print::line(match &created.token_endpoint {
            Some(url) => format!("token endpoint: {url}"),
            None => format!("token endpoint: {TOKEN_PATH} below the URL of this server"),
        });
    } else if let Some(token) = &created.token {
        print::line(token);
    }
    print::note(match created.token {
        Some(_) => {
            format!("This is the only time that the token of {name:?} is shown; its id is {id}.")
        }
        None => format!("{name:?} has no secret; its id is {id}."),
    });
}

impl Shown for TokenView {
    const HEADER: &'static [&'static str] = &[
        "id",
        "name",
        "kind",
        "prefix",
        "state",
        "last used",
        "client",
        "warning",
    ];

    fn row(&self) -> Vec<String> {
        vec![
            self.id.clone(),
            self.name.clone(),
            self.kind.as_str().to_owned(),
            self.prefix.clone(),
            self.state.clone(),
            self.last_used_at
                .map_or_else(|| "never".to_owned(), print::time),
            self.client.clone().unwrap_or_else(|| "-".to_owned()),
            self.warning.clone().unwrap_or_default(),
        ]
    }
}
