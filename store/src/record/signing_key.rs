//! The key under which this daemon signs what it hands out and wants to know again: a client can
//! read such a text, and can't make one.
//!
//! It is random, is made at the first start and never changes. Whoever has the database file has
//! it, and so could make such texts.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::{error::EngineError, record};

/// The bytes of a key, and of a whole tag.
const LENGTH: usize = 32;

/// The one key of a store. It signs nothing itself: each purpose derives its own.
#[derive(Clone, PartialEq, Eq)]
pub struct SigningKey([u8; LENGTH]);

/// A key for one purpose. Cheap to clone.
#[derive(Clone)]
pub struct DerivedKey(Hmac<Sha256>);

impl SigningKey {
    /// A key out of random bytes.
    pub fn new(random: [u8; LENGTH]) -> Self {
        Self(random)
    }

    /// The key for one purpose, such as `access token`: what is signed for one is worth nothing
    /// for another.
    pub fn derive(&self, purpose: &str) -> DerivedKey {
        let tag = keyed(&self.0).chain_update(purpose).finalize();
        DerivedKey(keyed(&tag.into_bytes().into()))
    }

    pub(crate) fn decode(value: &[u8]) -> Result<Self, EngineError> {
        match value.try_into() {
            Ok(bytes) => Ok(Self(bytes)),
            Err(_) => Err(record::broken("signing key", "a key has 32 bytes")),
        }
    }

    pub(crate) fn encode(&self) -> Vec<u8> {
        self.0.to_vec()
    }
}

impl DerivedKey {
    /// HMAC-SHA-256 (RFC 2104) of a message. The caller may cut it, to 16 bytes at the least.
    pub fn tag(&self, message: &[u8]) -> [u8; LENGTH] {
        let mac = self.0.clone().chain_update(message);
        mac.finalize().into_bytes().into()
    }

    /// Whether `tag`, cut or not, is the message's. The comparison takes the same time wherever
    /// they differ.
    pub fn verifies(&self, message: &[u8], tag: &[u8]) -> bool {
        let mac = self.0.clone().chain_update(message);
        tag.len() >= SHORTEST_TAG && mac.verify_truncated_left(tag).is_ok()
    }
}

/// RFC 2104 §5: not less than half of the hash.
const SHORTEST_TAG: usize = LENGTH / 2;

fn keyed(key: &[u8; LENGTH]) -> Hmac<Sha256> {
    // 32 bytes are less than the hash's block, so the key is used as it is, padded with zeros.
    let mut block = [0; 64];
    let (start, _) = block.split_at_mut(LENGTH);
    start.copy_from_slice(key);
    Hmac::new(&block.into())
}

impl fmt::Debug for SigningKey {
    /// Never the key.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningKey(…)")
    }
}

impl fmt::Debug for DerivedKey {
    /// Never the key.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DerivedKey(…)")
    }
}

#[cfg(test)]
mod tests;
