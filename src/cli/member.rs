//! `rosterd member …`

mod provenance;

use std::process::ExitCode;

use clap::{Args, Subcommand};
use rosterd_http::admin::{MemberChange, MemberView, NewMember};

use super::{of_tenant::OfTenant, pending::One, print, shown::Shown, state::SignIn};
use crate::{admin_client::encode, error::Error};

const MEMBERS: &str = "members";

#[derive(Debug, Subcommand)]
pub(super) enum Member {
    /// List a tenant's members and what state each is in.
    List(List),
    /// Show one member.
    Show(One),
    /// Show who wrote each field of a member last: source, token, request, time and entry of the log; and
    /// whose word comes before whose.
    Provenance(One),
    /// Tell rosterd of a member whom the app had before; a push with that address links to it.
    Add(Add),
    /// Change name or address of a member whom no directory manages. What a directory has written is refused,
    /// with the token that wrote it: change it in the directory.
    Set(Set),
    /// Take a removal back: pending, held or done.
    Restore(One),
    /// Remove a member who waits for removal without waiting any longer.
    RemoveNow(One),
    /// Protect a member: nothing that the directory does takes their access.
    Protect(One),
    /// Protect a member no longer. What the directory wanted meanwhile is then acted upon.
    Unprotect(One),
    /// Whether a member may sign in. Exit code 0: yes, 1: no.
    SignIn(SignIn),
}

#[derive(Debug, Args)]
pub(super) struct List {
    #[command(flatten)]
    of: OfTenant,
    /// Only those in this state: active, deactivated, pending, held, removed, unmanaged.
    #[arg(long)]
    state: Option<String>,
    /// Only those who came by the directory, the app or an import.
    #[arg(long)]
    origin: Option<String>,
    /// Only those who are protected, or who are not.
    #[arg(long, value_name = "BOOL")]
    protected: Option<bool>,
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
pub(super) struct Set {
    #[command(flatten)]
    of: OfTenant,
    /// The member's id or e-mail address.
    member: String,
    #[command(flatten)]
    change: Change,
}

/// What is left out stays.
#[derive(Debug, Args)]
#[group(required = true, multiple = true)]
struct Change {
    /// Another e-mail address.
    #[arg(long)]
    email: Option<String>,
    /// Another name to sign in with; an empty one is the address.
    #[arg(long, value_name = "NAME")]
    user_name: Option<String>,
    /// Another name that people see; an empty one is none.
    #[arg(long, value_name = "NAME")]
    display_name: Option<String>,
}

impl Member {
    pub(super) async fn run(self) -> Result<ExitCode, Error> {
        match self {
            Self::List(list) => list.run().await?,
            Self::Show(one) => one.show().await?,
            Self::Provenance(one) => provenance::show(&one.of, &one.member).await?,
            Self::Add(add) => add.run().await?,
            Self::Set(set) => set.run().await?,
            Self::Restore(one) => one.act("restore").await?,
            Self::RemoveNow(one) => one.act("remove-now").await?,
            Self::Protect(one) => one.act("protect").await?,
            Self::Unprotect(one) => one.act("unprotect").await?,
            Self::SignIn(sign_in) => return sign_in.run().await,
        }
        Ok(ExitCode::SUCCESS)
    }
}

impl List {
    async fn run(self) -> Result<(), Error> {
        let protected = self.protected.map(|protected| protected.to_string());
        let filters = [
            ("state", self.state),
            ("origin", self.origin),
            ("protected", protected),
        ];
        let query: Vec<String> = filters
            .into_iter()
            .filter_map(|(name, value)| Some(format!("{name}={}", encode(&value?))))
            .collect();
        let path = if query.is_empty() {
            MEMBERS.to_owned()
        } else {
            format!("{MEMBERS}?{}", query.join("&"))
        };
        self.of.pages::<MemberView>(&path).await
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

impl Set {
    async fn run(self) -> Result<(), Error> {
        let path = format!("{MEMBERS}/{}", encode(&self.member));
        let change = MemberChange {
            email: self.change.email,
            user_name: self.change.user_name,
            display_name: self.change.display_name,
        };
        self.of.patch::<MemberView>(&path, &change).await
    }
}

impl Shown for MemberView {
    const HEADER: &'static [&'static str] = &["id", "state", "sign-in", "e-mail", "name", "due"];

    fn row(&self) -> Vec<String> {
        let sign_in = self.denial.as_deref().unwrap_or("allowed");
        let name = self.display_name.as_ref().unwrap_or(&self.user_name);
        vec![
            self.id.clone(),
            self.state.clone(),
            sign_in.replace('_', " "),
            self.email.clone(),
            name.clone(),
            self.due.map_or_else(|| "-".to_owned(), print::time),
        ]
    }
}
