//! Looks at tokens that may have fallen silent (I10).

use std::time::Duration;

use roster::TenantId;
use store::{
    operation::token::{WatchTokens, Watched},
    reader::due,
};

use super::forgetting::TurnFailure;
use crate::{context::Context, directory::DirectoryHandle, token::Uses};

/// Tokens in one write.
const CHUNK: usize = 64;
/// How long one write may take. Nobody waits for it.
const LIMIT: Duration = Duration::from_secs(30);
/// Where the request id of a client stands otherwise.
const REQUEST_ID: &str = "token-watch";

/// Looks at some of them, if it is time to.
pub(super) async fn chunk(
    context: &Context,
    directory: &DirectoryHandle,
    uses: &Uses,
    tenant: TenantId,
) -> Result<Watched, TurnFailure> {
    let snapshot = context.store.snapshot()?;
    let next = due::next_look(&*snapshot, tenant)?;
    drop(snapshot);
    if next.is_none_or(|next| next > context.now()) {
        return Ok(Watched { told: 0, next });
    }
    let operation = WatchTokens {
        call: context.timer_call(tenant, REQUEST_ID),
        listening_since: context.listening_since,
        uses: uses.latest(),
        limit: CHUNK,
    };
    Ok(directory.write(LIMIT, operation).await?)
}
