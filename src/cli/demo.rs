//! `rosterd demo`: the whole path on loopback, in one command.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Args;
use rosterd_http::admin::{
    GroupView, MemberView, NewTenant, NewToken, PageOf, TenantView, TokenCreated, TokenView,
};
use serde::Serialize;
use settings::Settings;
use simulate::{Persona, Plan};
use tempfile::TempDir;

use super::{activity, print, serve, shown, simulate as personas, tenant};
use crate::{admin_client::AdminClient, boot, error::Error, logging::Logging, signals::Signals};

#[derive(Debug, Args)]
pub(super) struct Demo {
    /// Keep the database here. [default: a directory that goes when the demo ends]
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Where to listen; port 0 takes a free one.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:7643")]
    listen: SocketAddr,
    /// Push nobody: only a tenant and a token.
    #[arg(long)]
    empty: bool,
    /// Keep the rate limits on.
    #[arg(long)]
    limits: bool,
    /// Print exactly one line of JSON once ready.
    #[arg(long)]
    json: bool,
}

/// What scripts read from `--json`.
#[derive(Debug, Serialize)]
struct Ready {
    base_url: String,
    token: String,
    tenant: String,
    admin_socket: PathBuf,
    pid: u32,
}

impl Demo {
    pub(super) fn run(self) -> Result<ExitCode, Error> {
        // Declared first, so that it outlives the daemon and is removed last.
        let scratch = if self.data.is_none() {
            Some(TempDir::new()?)
        } else {
            None
        };
        let data = match (&self.data, &scratch) {
            (Some(data), _) => data.clone(),
            (None, Some(scratch)) => scratch.path().to_owned(),
            (None, None) => return Err(Error::Argument("no directory for the data".to_owned())),
        };
        std::fs::create_dir_all(&data).map_err(|source| Error::File {
            path: data.clone(),
            source,
        })?;
        let settings = self.settings(&data)?;
        Logging::start(&settings.log);
        boot::install_tls_provider();
        boot::runtime()?.block_on(self.live(settings))
    }

    fn settings(&self, data: &Path) -> Result<Settings, Error> {
        let mut settings = Settings::default();
        data.clone_into(&mut settings.store.path);
        settings.listeners = vec![serve::loopback(self.listen)?];
        settings.admin.socket = data.join("admin.sock");
        settings.rates.enabled = self.limits;
        // The tour is what the terminal shows, not a line a request.
        "warn".clone_into(&mut settings.log.level);
        Ok(settings)
    }

    async fn live(self, settings: Settings) -> Result<ExitCode, Error> {
        let mut signals = Signals::catch()?;
        let admin_socket = settings.admin.socket.clone();
        let drain = settings.server.drain;
        let daemon = boot::start(settings).await?;
        let address = daemon
            .addresses()
            .into_iter()
            .find_map(|endpoint| endpoint.address);
        let base_url = format!("http://{}/scim/v2", address.unwrap_or(self.listen));
        let prepared = tokio::select! {
            prepared = self.prepare(&base_url, admin_socket) => Some(prepared),
            _ = signals.next() => None,
        };
        match prepared {
            Some(Ok(ready)) => {
                self.announce(&ready)?;
                signals.terminated().await;
            }
            Some(Err(error)) => {
                boot::drain(&daemon, drain, &mut signals).await;
                return Err(error);
            }
            None => {}
        }
        Ok(boot::drain(&daemon, drain, &mut signals).await)
    }

    /// The tenant, the token and – unless `--empty` – a pushed directory.
    async fn prepare(&self, base_url: &str, admin_socket: PathBuf) -> Result<Ready, Error> {
        let admin = AdminClient::new(&admin_socket);
        let tenant = school(&admin).await?;
        let token = fresh_token(&admin, &tenant.id).await?;
        if !self.empty {
            self.push(base_url, &token, &admin, &tenant).await?;
        }
        Ok(Ready {
            base_url: base_url.to_owned(),
            token,
            tenant: tenant.id,
            admin_socket,
            pid: std::process::id(),
        })
    }

    async fn push(
        &self,
        base_url: &str,
        token: &str,
        admin: &AdminClient,
        tenant: &TenantView,
    ) -> Result<(), Error> {
        let mut plan = Plan::new(base_url, token);
        plan.users = 25;
        plan.groups = 3;
        let report = simulate::play(Persona::Entra, &plan, &personas::Bar::new()).await?;
        if self.json {
            return Ok(());
        }
        print::line("What a directory like Microsoft Entra ID pushed:\n");
        personas::table(&report);
        print::line("\nThe members it made:\n");
        let members: PageOf<MemberView> = admin
            .get(&format!("{}/members?limit=30", tenant::path(&tenant.id)))
            .await?;
        shown::table(&members.items);
        print::line("\nThe groups:\n");
        let groups: PageOf<GroupView> = admin
            .get(&format!("{}/groups", tenant::path(&tenant.id)))
            .await?;
        print::table(
            &["id", "name", "members"],
            groups.items.into_iter().map(group_row),
        );
        print::line("\nThe end of the activity log, newest first:\n");
        let path = format!("{}/activity?order=desc&limit=12", tenant::path(&tenant.id));
        let entries: PageOf<activity::Entry> = admin.get(&path).await?;
        shown::table(&entries.items);
        Ok(())
    }

    fn announce(&self, ready: &Ready) -> Result<(), Error> {
        if self.json {
            return print::json(ready);
        }
        let Ready {
            base_url,
            token,
            admin_socket,
            ..
        } = ready;
        let socket = admin_socket.display();
        print::line(format!(
            "\nSCIM base URL  {base_url}\nBearer token   {token}\n"
        ));
        print::line("Look someone up, add someone, and see the log of it:\n");
        print::line(format!(
            "  curl -s -H 'Authorization: Bearer {token}' '{base_url}/Users?count=2'\n"
        ));
        print::line(format!(
            "  curl -s -X POST -H 'Authorization: Bearer {token}' \
             -H 'Content-Type: application/scim+json' {base_url}/Users \
             -d '{{\"schemas\":[\"{user}\"],\"userName\":\"new.person@example.com\",\"active\":true}}'\n",
            user = scim::urn::USER,
        ));
        print::line(format!(
            "  curl -s --unix-socket {socket} 'http://rosterd/v1/tenants/{}/activity?order=desc&limit=3'\n",
            ready.tenant
        ));
        print::line(format!(
            "The verbs work too: rosterd member list {DEMO_TENANT:?} --socket {socket}\n\
             Ctrl-C ends the demo."
        ));
        Ok(())
    }
}

const DEMO_TENANT: &str = "Demo School";
const DEMO_TOKEN: &str = "Demo";

/// The demo's tenant: the one of an earlier run on the same data, else a new one.
async fn school(admin: &AdminClient) -> Result<TenantView, Error> {
    let tenant = NewTenant {
        name: DEMO_TENANT.to_owned(),
        kind: Some("school".to_owned()),
        sso: Some("saml".to_owned()),
        ..NewTenant::default()
    };
    match admin.get(&tenant::path(DEMO_TENANT)).await {
        Ok(tenant) => Ok(tenant),
        Err(Error::Refused(_)) => admin.post("/v1/tenants", &tenant).await,
        Err(error) => Err(error),
    }
}

/// A new token: the secrets of earlier runs are gone, so their tokens are revoked.
async fn fresh_token(admin: &AdminClient, tenant: &str) -> Result<String, Error> {
    let path = format!("{}/tokens", tenant::path(tenant));
    let tokens: PageOf<TokenView> = admin.get(&path).await?;
    for old in tokens.items {
        if old.name == DEMO_TOKEN && old.state == "active" {
            let _: TokenView = admin.delete(&format!("{path}/{}", old.id)).await?;
        }
    }
    let created: TokenCreated = admin.post(&path, &NewToken::named(DEMO_TOKEN)).await?;
    created
        .token
        .ok_or_else(|| Error::Answer("a token without its text".to_owned()))
}

fn group_row(group: GroupView) -> Vec<String> {
    vec![group.id, group.name, group.members.to_string()]
}
