//! A bearer token: everything about it but the secret.

pub mod digest;
pub mod format;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::activity::Source;
use crate::error::EngineError;

pub use digest::SecretDigest;

const KIND: &str = "token";

/// How many active tokens a tenant may have (R45).
pub const MOST_ACTIVE: usize = 5;

/// A token's record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenRecord {
    /// The part of the token that names it, 14 letters and digits.
    pub public_id: String,
    /// As the admin called it (R37).
    pub name: String,
    /// What admins recognise the token by (R42).
    pub prefix: String,
    /// All that is kept of the secret (R39).
    pub digest: SecretDigest,
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
    /// The word that it is shown with.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Revoked => "revoked",
            Self::Expired => "expired",
        }
    }
}

impl TokenRecord {
    /// Revoked counts before expired: an admin's act is the better explanation.
    pub fn state(&self, now: Timestamp) -> TokenState {
        if self.revoked_at.is_some() {
            TokenState::Revoked
        } else if self.expires_at.is_some_and(|expires_at| expires_at <= now) {
            TokenState::Expired
        } else {
            TokenState::Active
        }
    }

    pub(crate) fn decode(value: &[u8]) -> Result<Self, EngineError> {
        super::decode(KIND, value)
    }

    pub(crate) fn encode(&self) -> Result<Vec<u8>, EngineError> {
        super::encode(KIND, self)
    }
}
