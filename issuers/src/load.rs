//! Reading keys, from a file or over HTTP.

mod connection;
mod file;
mod freshness;
mod trust;
mod url;

use std::time::Duration;

use jiff::SignedDuration;
use settings::KeySource;

use crate::{error::KeysError, key_set::KeySet};

/// For all of it: name, connection, TLS, answer.
const PATIENCE: Duration = Duration::from_secs(5);
/// In bytes. The set of Entra ID has some 20 KiB, most of it certificates.
const LONGEST: usize = 512 * 1024;

/// Keys, and for how long they are good.
#[derive(Debug)]
pub(crate) struct Loaded {
    pub(crate) keys: KeySet,
    pub(crate) good_for: SignedDuration,
}

/// Reads what is there now.
pub(crate) async fn keys(source: &KeySource) -> Result<Loaded, KeysError> {
    let work = async {
        match source {
            KeySource::File(path) => file::keys(path).await,
            KeySource::Url(url) => url::keys(url).await,
        }
    };
    tokio::time::timeout(PATIENCE, work)
        .await
        .unwrap_or(Err(KeysError::TimedOut(PATIENCE)))
}

/// For the log.
pub(crate) fn name(source: &KeySource) -> String {
    match source {
        KeySource::File(path) => path.display().to_string(),
        KeySource::Url(url) => url.clone(),
    }
}
