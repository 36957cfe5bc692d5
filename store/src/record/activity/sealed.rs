//! Text under the key of one person (P16): who drops the key erases the text wherever it stands.

use std::fmt;

use aws_lc_rs::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use data_encoding::BASE64;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use uuid::Uuid;

use crate::{
    error::EngineError,
    record::{broken, decode, encode},
};

/// Bytes of a nonce. Each is random: an entry's number may be given out again when a commit fails.
pub(crate) type NonceBytes = [u8; NONCE_LEN];

/// One person's key, or what is left of it.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum PersonKey {
    /// ChaCha20-Poly1305 (RFC 8439).
    Kept([u8; 32]),
    /// The person was erased.
    Erased,
}

/// What only the person's key opens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sealed {
    /// Whose key.
    pub(crate) key: Uuid,
    /// Nonce, text and tag, in base64.
    text: String,
}

impl PersonKey {
    pub(crate) fn decode(value: &[u8]) -> Result<Self, EngineError> {
        match value.try_into() {
            Ok(key) => Ok(Self::Kept(key)),
            Err(_) if value.is_empty() => Ok(Self::Erased),
            Err(_) => Err(broken("person key", "a key has 32 bytes")),
        }
    }

    pub(crate) fn encode(&self) -> Vec<u8> {
        match self {
            Self::Kept(key) => key.to_vec(),
            Self::Erased => Vec::new(),
        }
    }
}

impl fmt::Debug for PersonKey {
    /// Never the key.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Kept(_) => "Kept(…)",
            Self::Erased => "Erased",
        })
    }
}

/// What a text is sealed with. `bound` says where it stands: there alone it can be opened.
pub(crate) struct Seal<'k> {
    pub(crate) id: Uuid,
    pub(crate) key: &'k [u8; 32],
    pub(crate) nonce: NonceBytes,
}

impl Sealed {
    pub(super) fn new(
        seal: &Seal<'_>,
        bound: Vec<u8>,
        kind: &'static str,
        value: &impl Serialize,
    ) -> Result<Self, EngineError> {
        let mut text = encode(kind, value)?;
        cipher(seal.key)?
            .seal_in_place_append_tag(
                Nonce::assume_unique_for_key(seal.nonce),
                Aad::from(bound),
                &mut text,
            )
            .map_err(|_| broken(kind, "it is too long"))?;
        text.splice(0..0, seal.nonce);
        Ok(Self {
            key: seal.id,
            text: BASE64.encode(&text),
        })
    }

    pub(super) fn open<T: DeserializeOwned>(
        &self,
        key: &[u8; 32],
        bound: Vec<u8>,
        kind: &'static str,
    ) -> Result<T, EngineError> {
        let unreadable = || broken(kind, "its key does not open it");
        let mut text = BASE64
            .decode(self.text.as_bytes())
            .map_err(|_| unreadable())?;
        let (nonce, text) = text
            .split_first_chunk_mut::<NONCE_LEN>()
            .ok_or_else(unreadable)?;
        let opened = cipher(key)?
            .open_in_place(Nonce::assume_unique_for_key(*nonce), Aad::from(bound), text)
            .map_err(|_| unreadable())?;
        decode(kind, opened)
    }
}

fn cipher(key: &[u8; 32]) -> Result<LessSafeKey, EngineError> {
    UnboundKey::new(&CHACHA20_POLY1305, key)
        .map(LessSafeKey::new)
        .map_err(|_| broken("person key", "the cipher does not take it"))
}
