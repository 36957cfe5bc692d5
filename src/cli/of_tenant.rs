//! What every verb about one tenant is told.

use clap::Args;
use rosterd_http::admin::PageOf;
use serde::{Serialize, de::DeserializeOwned};

use super::{
    Target,
    shown::{self, Shown},
    tenant,
};
use crate::{admin_client::AdminClient, error::Error};

/// Which tenant, of which daemon, and how to show what comes.
#[derive(Debug, Args)]
pub(super) struct OfTenant {
    /// The tenant's id or name.
    tenant: String,
    #[command(flatten)]
    target: Target,
    /// Print JSON, one line for each.
    #[arg(long)]
    pub(super) json: bool,
}

impl OfTenant {
    /// For a verb that is told them in another way.
    pub(super) fn new(tenant: String, target: Target, json: bool) -> Self {
        Self {
            tenant,
            target,
            json,
        }
    }

    pub(super) fn client(&self) -> AdminClient {
        AdminClient::new(&self.target.socket)
    }

    /// The URL of something that belongs to the tenant: `tokens`.
    pub(super) fn path(&self, what: &str) -> String {
        format!("{}/{what}", tenant::path(&self.tenant))
    }

    /// Shows a listing that comes page by page, to its end.
    pub(super) async fn pages<T: Shown + DeserializeOwned>(&self, what: &str) -> Result<(), Error> {
        self.some_pages::<T>(what, None).await
    }

    /// As [`OfTenant::pages`], but at most so many.
    pub(super) async fn some_pages<T: Shown + DeserializeOwned>(
        &self,
        what: &str,
        limit: Option<usize>,
    ) -> Result<(), Error> {
        shown::all::<T>(&self.client(), &self.path(what), limit, self.json).await
    }

    /// Shows a listing that comes whole.
    pub(super) async fn list<T: Shown + DeserializeOwned>(&self, what: &str) -> Result<(), Error> {
        let whole: PageOf<T> = self.client().get(&self.path(what)).await?;
        shown::several(&whole.items, self.json)
    }

    /// Shows one thing.
    pub(super) async fn get<T: Shown + DeserializeOwned>(&self, what: &str) -> Result<(), Error> {
        let one: T = self.client().get(&self.path(what)).await?;
        shown::one(&one, self.json)
    }

    /// Sends something there, and shows what is answered.
    pub(super) async fn post<T: Shown + DeserializeOwned>(
        &self,
        what: &str,
        body: &impl Serialize,
    ) -> Result<(), Error> {
        let answer: T = self.client().post(&self.path(what), body).await?;
        shown::one(&answer, self.json)
    }

    /// As [`OfTenant::post`].
    pub(super) async fn put<T: Shown + DeserializeOwned>(
        &self,
        what: &str,
        body: &impl Serialize,
    ) -> Result<(), Error> {
        let answer: T = self.client().put(&self.path(what), body).await?;
        shown::one(&answer, self.json)
    }

    /// As [`OfTenant::post`].
    pub(super) async fn patch<T: Shown + DeserializeOwned>(
        &self,
        what: &str,
        body: &impl Serialize,
    ) -> Result<(), Error> {
        let answer: T = self.client().patch(&self.path(what), body).await?;
        shown::one(&answer, self.json)
    }

    /// Ends something, and shows what it was.
    pub(super) async fn delete<T: Shown + DeserializeOwned>(
        &self,
        what: &str,
    ) -> Result<(), Error> {
        let answer: T = self.client().delete(&self.path(what)).await?;
        shown::one(&answer, self.json)
    }
}
