//! Tokens on the admin API (R36–R50).

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A token to make.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewToken {
    /// So that tokens can be told apart (R37).
    pub name: String,
    /// None never expires.
    #[serde(default)]
    pub expires_at: Option<Timestamp>,
}

/// A token that was just made.
#[derive(Clone, Serialize, Deserialize)]
pub struct TokenCreated {
    /// The public id.
    pub id: String,
    /// How the token begins, so that it can be recognised later.
    pub prefix: String,
    /// The secret, shown once (R38).
    pub token: String,
    /// As given.
    pub name: String,
    /// Another active token has the same name (R37).
    pub duplicate_name: bool,
}

/// A token without its secret.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TokenView {
    /// The public id.
    pub id: String,
    /// As given.
    pub name: String,
    /// How the token begins.
    pub prefix: String,
    /// `active`, `revoked` or `expired`.
    pub state: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it ends by itself.
    pub expires_at: Option<Timestamp>,
    /// When it was ended.
    pub revoked_at: Option<Timestamp>,
    /// When a request last carried it.
    pub last_used_at: Option<Timestamp>,
    /// The `User-Agent` of that request.
    pub client: Option<String>,
}

impl fmt::Debug for TokenCreated {
    /// Never the secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenCreated")
            .field("id", &self.id)
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}
