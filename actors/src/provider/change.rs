//! Changes: each becomes one operation for the tenant's directory actor.

mod group;
mod resource;
mod user;

use rosterd_http::provider::Failure;
use store::{
    operation::{Operation, Written},
    reader::Stored,
};

use super::{ScimProvider, TenantSession, failure};
use crate::{directory::Write, submission::Submission};

impl ScimProvider {
    /// Has an operation committed.
    async fn write<O>(&self, session: &TenantSession, operation: O) -> Result<O::Output, Failure>
    where
        O: Operation,
        Write: From<Submission<O>>,
    {
        session
            .visit
            .directory
            .write(session.limit(), operation)
            .await
            .map_err(|error| failure::written(&self.context.ids, error))
    }
}

/// What was written, as it would be read.
fn stored(written: Written) -> Result<Stored, Failure> {
    let id = written.id.parse().map_err(|error| {
        tracing::error!(%error, "the store has given an id that is none");
        Failure::Broken
    })?;
    Ok(Stored {
        id,
        version: written.version,
        body: written.body,
    })
}
