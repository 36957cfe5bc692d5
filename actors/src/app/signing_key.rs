//! The store's signing key: read at the start, and made at the first one.

use std::time::Duration;

use store::{
    key::SYSTEM, operation::signing_key::KeepSigningKey, reader, record::SigningKey, writer::Store,
};

use super::StartError;
use crate::{reply::Reply, write};

/// For the one commit of the first start.
const LIMIT: Duration = Duration::from_secs(30);

/// `random` becomes the key of a store that has none.
pub(super) async fn of(store: &Store, random: [u8; 32]) -> Result<SigningKey, StartError> {
    if let Some(kept) = reader::signing_key::kept(&*store.snapshot()?)? {
        return Ok(kept);
    }
    let (reply, kept) = Reply::pair();
    let operation = KeepSigningKey {
        key: SigningKey::new(random),
    };
    store.submit(SYSTEM, operation, Box::new(()), Box::new(reply.admitted()));
    write::outcome(LIMIT, kept)
        .await
        .map_err(|error| StartError::SigningKey(error.to_string()))
}
