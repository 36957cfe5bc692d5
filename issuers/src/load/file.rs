//! Keys from a file.

use std::path::Path;

use jiff::SignedDuration;
use tokio::{fs::File, io::AsyncReadExt as _};

use super::{LONGEST, Loaded};
use crate::{error::KeysError, key_set::KeySet};

/// To look into a file costs next to nothing, and a key that was taken out of it is to be gone.
const GOOD_FOR: SignedDuration = SignedDuration::from_mins(1);

pub(super) async fn keys(path: &Path) -> Result<Loaded, KeysError> {
    let file = File::open(path).await.map_err(KeysError::File)?;
    let mut text = Vec::new();
    let longest = u64::try_from(LONGEST).unwrap_or(u64::MAX);
    let mut limited = file.take(longest.saturating_add(1));
    limited
        .read_to_end(&mut text)
        .await
        .map_err(KeysError::File)?;
    if text.len() > LONGEST {
        return Err(KeysError::Body { limit: LONGEST });
    }
    Ok(Loaded {
        keys: KeySet::read(&text)?,
        good_for: GOOD_FOR,
    })
}
