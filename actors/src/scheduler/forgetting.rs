//! The end of activity entries that are too old (D18), a few at a time.

use std::time::Duration;

use roster::TenantId;
use store::{
    error::EngineError,
    operation::activity::{ForgetActivity, Forgotten},
    reader::{self, due},
};

use crate::{context::Context, directory::DirectoryHandle, write::WriteFailure};

/// Entries in one write.
const CHUNK: usize = 64;
/// How long one write may take. Nobody waits for it.
const LIMIT: Duration = Duration::from_secs(30);
/// Where the request id of a client stands otherwise.
const REQUEST_ID: &str = "retention";

/// Why a turn came to nothing.
#[derive(Debug, thiserror::Error)]
pub(super) enum TurnFailure {
    /// Nothing can be read.
    #[error("the store cannot be read: {0}")]
    Read(#[from] EngineError),
    /// Nothing can be written.
    #[error(transparent)]
    Write(#[from] WriteFailure),
}

/// Drops some of them, if it is time to.
pub(super) async fn chunk(
    context: &Context,
    directory: &DirectoryHandle,
    tenant: TenantId,
) -> Result<Forgotten, TurnFailure> {
    let snapshot = context.store.snapshot()?;
    let next = match reader::tenant::by_id(&*snapshot, tenant)? {
        Some(tenant) => due::next_forgetting(&*snapshot, &tenant)?,
        None => None,
    };
    drop(snapshot);
    if next.is_none_or(|next| next > context.now()) {
        return Ok(Forgotten { dropped: 0, next });
    }
    let operation = ForgetActivity {
        call: context.timer_call(tenant, REQUEST_ID),
        limit: CHUNK,
    };
    Ok(directory.write(LIMIT, operation).await?)
}
