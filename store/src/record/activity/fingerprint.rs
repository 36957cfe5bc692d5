//! What makes two entries the same, so that a client that repeats itself fills one row and not the
//! history.

use sha2::{Digest, Sha256};

use super::Entry;
use crate::record::hex;

/// Of the digest. Entries are only compared with a few others.
const BYTES: usize = 8;

/// A short digest of everything in an entry but when it happened and under which request id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fingerprint(Vec<u8>);

impl Fingerprint {
    pub(crate) fn of(entry: &Entry) -> Self {
        let mut digest = Sha256::new();
        // Debug is enough: the fingerprint is only compared with those of the last hour.
        digest.update(format!(
            "{:?}",
            (
                entry.operation,
                entry.result,
                &entry.who,
                &entry.source,
                &entry.error,
                &entry.reason,
                &entry.notes,
            )
        ));
        Self(
            hex(digest
                .finalize()
                .first_chunk::<BYTES>()
                .map_or(&[], |bytes| bytes))
            .into_bytes(),
        )
    }

    /// The line that it stands in.
    pub(super) fn into_line(self) -> Vec<u8> {
        self.0
    }

    /// True when a stored entry has this fingerprint.
    pub(crate) fn is_of(&self, value: &[u8]) -> bool {
        value
            .strip_prefix(self.0.as_slice())
            .is_some_and(|rest| rest.starts_with(b"\n"))
    }
}
