//! `rosterd member …`

use std::process::ExitCode;

use clap::{Args, Subcommand};
use rosterd_http::admin::{MemberView, NewMember};

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
pub(super) enum Member {
    /// List a tenant's members and what state each is in.
    List(List),
    /// Tell rosterd of a member whom the app had before; a push with that address links to it.
    Add(Add),
    /// Take a pending removal back.
    Restore(Restore),
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
pub(super) struct Add {
    /// The tenant's id or name.
    tenant: String,
    /// The member's e-mail address.
    email: String,
    /// The name that the member signs in with. [default: the address]
    #[arg(long, value_name = "NAME")]
    user_name: Option<String>,
    /// The name that people see.
    #[arg(long, value_name = "NAME")]
    display_name: Option<String>,
    #[command(flatten)]
    target: Target,
    /// Print one line of JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
pub(super) struct Restore {
    /// The tenant's id or name.
    tenant: String,
    /// The member's id.
    member: String,
    #[command(flatten)]
    target: Target,
    /// Print one line of JSON.
    #[arg(long)]
    json: bool,
}

impl Member {
    pub(super) async fn run(self) -> Result<ExitCode, Error> {
        match self {
            Self::List(list) => list.run().await?,
            Self::Add(add) => add.run().await?,
            Self::Restore(restore) => restore.run().await?,
        }
        Ok(ExitCode::SUCCESS)
    }
}

impl List {
    async fn run(&self) -> Result<(), Error> {
        let client = AdminClient::new(&self.target.socket);
        let path = path(&self.tenant);
        shown::all::<MemberView>(&client, &path, None, self.json).await
    }
}

impl Add {
    async fn run(self) -> Result<(), Error> {
        let path = path(&self.tenant);
        let request = NewMember {
            email: self.email,
            user_name: self.user_name,
            display_name: self.display_name,
        };
        let member: MemberView = AdminClient::new(&self.target.socket)
            .post(&path, &request)
            .await?;
        shown::one(&member, self.json)
    }
}

impl Restore {
    async fn run(self) -> Result<(), Error> {
        let path = format!("{}/{}/restore", path(&self.tenant), encode(&self.member));
        let member: MemberView = AdminClient::new(&self.target.socket)
            .post(&path, &())
            .await?;
        shown::one(&member, self.json)
    }
}

pub(super) fn path(tenant: &str) -> String {
    format!("{}/members", tenant::path(tenant))
}

impl Shown for MemberView {
    const HEADER: &'static [&'static str] = &["id", "state", "sign-in", "e-mail", "name", "due"];

    fn row(&self) -> Vec<String> {
        let sign_in = if self.may_sign_in {
            "allowed"
        } else {
            "denied"
        };
        let name = self.display_name.as_ref().unwrap_or(&self.user_name);
        vec![
            self.id.clone(),
            self.state.clone(),
            sign_in.to_owned(),
            self.email.clone(),
            name.clone(),
            self.due.map_or_else(|| "-".to_owned(), print::time),
        ]
    }
}
