//! The small runtime of the verbs that only ask the daemon something.

use std::{future::Future, process::ExitCode};

use crate::error::Error;

/// One thread is enough for a client.
pub(super) fn block_on(
    verb: impl Future<Output = Result<ExitCode, Error>>,
) -> Result<ExitCode, Error> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?
        .block_on(verb)
}
