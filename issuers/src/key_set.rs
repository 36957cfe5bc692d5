//! An issuer's keys, out of a JSON Web Key Set (RFC 7517 §5).

use serde::Deserialize;
use serde_json::Value;

use crate::{
    assertion::Assertion,
    error::KeysError,
    key::{Jwk, Key},
};

/// Entra ID has about ten. Each that fits costs a look at a signature.
const MOST_KEYS: usize = 64;

/// Keys that were read together.
#[derive(Debug)]
pub(crate) struct KeySet {
    keys: Vec<Key>,
}

#[derive(Debug, Deserialize)]
struct Document {
    keys: Vec<Value>,
}

impl KeySet {
    /// Reads a set. Keys that nothing is known to do with are left out, as RFC 7517 §5 wants it; a
    /// set without any other is no set.
    pub(crate) fn read(text: &[u8]) -> Result<Self, KeysError> {
        let document: Document = serde_json::from_slice(text)?;
        let known = document.keys.into_iter().filter_map(|key| {
            let jwk: Jwk = serde_json::from_value(key).ok()?;
            Key::of(jwk)
        });
        let keys: Vec<Key> = known.take(MOST_KEYS).collect();
        if keys.is_empty() {
            return Err(KeysError::NoUsableKey);
        }
        Ok(Self { keys })
    }

    /// The keys that an assertion can have been signed with: one, when it names it.
    pub(crate) fn fitting<'s>(
        &'s self,
        assertion: &'s Assertion<'_>,
    ) -> impl Iterator<Item = &'s Key> {
        self.keys.iter().filter(|key| key.fits(assertion))
    }
}
