//! Chance for an operation, which draws none itself so that it can be run again.

use std::fmt;

use sha2::{Digest, Sha256};
use uuid::{Builder, Uuid};

/// Random bytes, other ones for each call. What an operation needs of chance is derived from them.
#[derive(Clone, PartialEq, Eq)]
pub struct Seed([u8; 32]);

impl Seed {
    /// Of random bytes that no other call has.
    pub fn new(random: [u8; 32]) -> Self {
        Self(random)
    }

    /// Other bytes for each purpose and number.
    pub(crate) fn bytes(&self, purpose: &str, of: &[u8]) -> [u8; 32] {
        let digest = Sha256::new().chain_update(self.0);
        digest
            .chain_update(purpose)
            .chain_update(of)
            .finalize()
            .into()
    }

    /// A random id (RFC 9562 §5.4).
    pub(crate) fn id(&self, purpose: &str, of: &[u8]) -> Uuid {
        let bytes = self.bytes(purpose, of);
        Builder::from_random_bytes(*bytes.first_chunk().unwrap_or(&[0; 16])).into_uuid()
    }
}

impl fmt::Debug for Seed {
    /// Never the bytes: keys are made of them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Seed(…)")
    }
}
