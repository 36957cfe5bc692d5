//! What an entry knows of a person is stored under a key of that person (P16): who drops the key erases
//! it in all entries at once, and no hash of the chain changes.

use std::fmt;

use aws_lc_rs::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use data_encoding::BASE64;
use roster::TenantId;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Changes, Entry, EntryNote, Subject};
use crate::{
    error::EngineError,
    record::{broken, decode, encode},
};

const KIND: &str = "sealed entry";

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

/// Part of an entry, which only the person's key opens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sealed {
    /// Whose key.
    pub(crate) key: Uuid,
    /// Nonce, text and tag, in base64.
    text: String,
}

/// What is sealed of an entry.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
struct Personal {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    email: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    notes: Vec<EntryNote>,
    #[serde(default, skip_serializing_if = "Changes::is_empty")]
    changes: Changes,
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

impl Entry {
    /// Whether it says anything of a person that ids do not.
    pub(crate) fn is_personal(&self) -> bool {
        match &self.who {
            Some(Subject::Person { name, email, .. }) => {
                name.is_some()
                    || email.is_some()
                    || self.error.is_some()
                    || !self.changes.is_empty()
            }
            _ => false,
        }
    }

    /// Puts what it says of the person under their key.
    pub(crate) fn seal(
        &mut self,
        tenant: TenantId,
        id: Uuid,
        key: &[u8; 32],
        nonce: NonceBytes,
    ) -> Result<(), EngineError> {
        let mut personal = Personal {
            detail: self
                .error
                .as_mut()
                .map(|error| std::mem::take(&mut error.detail)),
            reason: self.reason.take(),
            notes: std::mem::take(&mut self.notes),
            changes: std::mem::take(&mut self.changes),
            ..Personal::default()
        };
        if let Some(Subject::Person { name, email, .. }) = &mut self.who {
            (personal.name, personal.email) = (name.take(), email.take());
        }
        let mut text = encode(KIND, &personal)?;
        let bound = bound(tenant, self.seq);
        cipher(key)?
            .seal_in_place_append_tag(
                Nonce::assume_unique_for_key(nonce),
                Aad::from(bound),
                &mut text,
            )
            .map_err(|_| broken(KIND, "it is too long"))?;
        text.splice(0..0, nonce);
        self.sealed = Some(Sealed {
            key: id,
            text: BASE64.encode(&text),
        });
        Ok(())
    }

    /// Puts it back in its places; or says that the person was erased.
    pub(crate) fn open(
        &mut self,
        tenant: TenantId,
        sealed: &Sealed,
        key: &PersonKey,
    ) -> Result<(), EngineError> {
        self.sealed = None;
        let PersonKey::Kept(key) = key else {
            self.erased = true;
            return Ok(());
        };
        let unreadable = || broken(KIND, "its key does not open it");
        let mut text = BASE64
            .decode(sealed.text.as_bytes())
            .map_err(|_| unreadable())?;
        let (nonce, text) = text
            .split_first_chunk_mut::<NONCE_LEN>()
            .ok_or_else(unreadable)?;
        let opened = cipher(key)?
            .open_in_place(
                Nonce::assume_unique_for_key(*nonce),
                Aad::from(bound(tenant, self.seq)),
                text,
            )
            .map_err(|_| unreadable())?;
        let personal: Personal = decode(KIND, opened)?;
        if let Some(Subject::Person { name, email, .. }) = &mut self.who {
            (*name, *email) = (personal.name, personal.email);
        }
        if let (Some(error), Some(detail)) = (&mut self.error, personal.detail) {
            error.detail = detail;
        }
        self.reason = personal.reason;
        self.notes = personal.notes;
        self.changes = personal.changes;
        Ok(())
    }
}

/// A sealed text is good for one entry of one tenant.
fn bound(tenant: TenantId, sequence: u64) -> Vec<u8> {
    [tenant.0.as_bytes().as_slice(), &sequence.to_be_bytes()].concat()
}

fn cipher(key: &[u8; 32]) -> Result<LessSafeKey, EngineError> {
    UnboundKey::new(&CHACHA20_POLY1305, key)
        .map(LessSafeKey::new)
        .map_err(|_| broken("person key", "the cipher does not take it"))
}
