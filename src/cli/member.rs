//! `rosterd member …`

use std::process::ExitCode;

use clap::{Args, Subcommand};
use rosterd_http::admin::{MemberView, NewMember};

use super::{of_tenant::OfTenant, print, shown::Shown};
use crate::{admin_client::encode, error::Error};

const MEMBERS: &str = "members";

#[derive(Debug, Subcommand)]
pub(super) enum Member {
    /// List a tenant's members and what state each is in.
    List(OfTenant),
    /// Tell rosterd of a member whom the app had before; a push with that address links to it.
    Add(Add),
    /// Take a pending removal back.
    Restore(Restore),
}

#[derive(Debug, Args)]
pub(super) struct Add {
    #[command(flatten)]
    of: OfTenant,
    /// The member's e-mail address.
    email: String,
    /// The name that the member signs in with. [default: the address]
    #[arg(long, value_name = "NAME")]
    user_name: Option<String>,
    /// The name that people see.
    #[arg(long, value_name = "NAME")]
    display_name: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct Restore {
    #[command(flatten)]
    of: OfTenant,
    /// The member's id.
    member: String,
}

impl Member {
    pub(super) async fn run(self) -> Result<ExitCode, Error> {
        match self {
            Self::List(of) => of.pages::<MemberView>(MEMBERS).await?,
            Self::Add(add) => add.run().await?,
            Self::Restore(Restore { of, member }) => {
                let path = format!("{MEMBERS}/{}/restore", encode(&member));
                of.post::<MemberView>(&path, &()).await?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

impl Add {
    async fn run(self) -> Result<(), Error> {
        let request = NewMember {
            email: self.email,
            user_name: self.user_name,
            display_name: self.display_name,
        };
        self.of.post::<MemberView>(MEMBERS, &request).await
    }
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
