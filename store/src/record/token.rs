//! A credential, called a token wherever people meet it: everything about it but the secret.

pub mod access;
pub mod digest;
mod federation;
pub mod format;
mod kind;
mod watch;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::activity::Source;
use crate::error::EngineError;

pub use digest::SecretDigest;
pub use federation::Federation;
pub use kind::TokenKind;
pub use watch::TokenWatch;

const KIND: &str = "token";

/// How many active tokens a tenant may have (R45).
pub const MOST_ACTIVE: usize = 5;

/// A token's record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenRecord {
    /// The part that names it, 14 letters and digits.
    pub public_id: String,
    /// As the admin called it (R37).
    pub name: String,
    /// What admins recognise the token by (R42).
    pub prefix: String,
    /// What it is good for.
    #[serde(default, skip_serializing_if = "TokenKind::is_bearer")]
    pub kind: TokenKind,
    /// All that is kept of the secret (R39). A federated credential has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digest: Option<SecretDigest>,
    /// Of a federated credential: whose assertions are good.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub federation: Option<Federation>,
    /// When it was made.
    pub created_at: Timestamp,
    /// By whom.
    pub created_by: Source,
    /// None: never (D19).
    pub expires_at: Option<Timestamp>,
    /// Access stops at that moment (R48).
    pub revoked_at: Option<Timestamp>,
    /// None: never used (R43).
    pub last_used_at: Option<Timestamp>,
    /// The User-Agent of the last use (R44).
    pub last_client: Option<String>,
}

/// Whether a token opens the door.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenState {
    /// It does.
    Active,
    /// An admin took it back.
    Revoked,
    /// Its time is over.
    Expired,
}

impl TokenState {
    fn of(revoked_at: Option<Timestamp>, expires_at: Option<Timestamp>, now: Timestamp) -> Self {
        if revoked_at.is_some() {
            Self::Revoked
        } else if expires_at.is_some_and(|expires_at| expires_at <= now) {
            Self::Expired
        } else {
            Self::Active
        }
    }

    /// The word that it is shown with.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Revoked => "revoked",
            Self::Expired => "expired",
        }
    }
}

/// As much of a [`TokenRecord`] as it takes to let a request in. Every request reads one, and what
/// is left out costs as much again.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct TokenPass {
    /// As in the record.
    pub public_id: String,
    /// As in the record.
    pub name: String,
    /// As in the record.
    #[serde(default)]
    pub kind: TokenKind,
    /// As in the record.
    #[serde(default)]
    pub digest: Option<SecretDigest>,
    /// As in the record.
    pub expires_at: Option<Timestamp>,
    /// As in the record.
    pub revoked_at: Option<Timestamp>,
}

impl TokenPass {
    /// As [`TokenRecord::state`].
    pub fn state(&self, now: Timestamp) -> TokenState {
        TokenState::of(self.revoked_at, self.expires_at, now)
    }

    pub(crate) fn decode(value: &[u8]) -> Result<Self, EngineError> {
        super::decode(KIND, value)
    }
}

impl TokenRecord {
    /// Revoked counts before expired: an admin's act is the better explanation.
    pub fn state(&self, now: Timestamp) -> TokenState {
        TokenState::of(self.revoked_at, self.expires_at, now)
    }

    pub(crate) fn decode(value: &[u8]) -> Result<Self, EngineError> {
        super::decode(KIND, value)
    }

    pub(crate) fn encode(&self) -> Result<Vec<u8>, EngineError> {
        super::encode(KIND, self)
    }
}
