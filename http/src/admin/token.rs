//! Credentials on the admin API, where they are called tokens (R36–R50).

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What a token is good for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TokenKind {
    /// It is sent with each SCIM request.
    #[default]
    Bearer,
    /// It is exchanged for access tokens at the token endpoint.
    ClientSecret,
    /// There is no secret: another issuer's assertions are exchanged for access tokens.
    Federated,
}

/// The claims that assertions must have, each exactly (RFC 7519).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Federation {
    /// `iss`; one that `[[oauth.issuers]]` covers.
    pub issuer: String,
    /// `sub`.
    pub subject: String,
    /// One of `aud`.
    pub audience: String,
    /// `tid`; none takes any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub directory: Option<String>,
    /// `azp`; none takes any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authorized_party: Option<String>,
}

/// A token to make.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewToken {
    /// So that tokens can be told apart (R37).
    pub name: String,
    /// None never expires.
    #[serde(default)]
    pub expires_at: Option<Timestamp>,
    /// What it is to be good for.
    #[serde(default)]
    pub kind: TokenKind,
    /// Of a federated one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub federation: Option<Federation>,
}

impl NewToken {
    /// A bearer token that never expires.
    pub fn named(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            expires_at: None,
            kind: TokenKind::Bearer,
            federation: None,
        }
    }
}

/// A token that was just made.
#[derive(Clone, Serialize, Deserialize)]
pub struct TokenCreated {
    /// The public id.
    pub id: String,
    /// How the token begins, so that it can be recognised later.
    pub prefix: String,
    /// What it is good for.
    pub kind: TokenKind,
    /// The secret, shown once (R38). A federated one has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
    /// Where the token is for the token endpoint: who the client is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_id: Option<String>,
    /// Where the token is for the token endpoint, and `server.public_url` is set: its URL.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token_endpoint: Option<String>,
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
    /// What it is good for.
    pub kind: TokenKind,
    /// Of a federated one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub federation: Option<Federation>,
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
    /// How often it usually calls, e.g. `every 40 minutes`; none while too little is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub usual: Option<String>,
    /// Its last call, if it has not called for much longer than usual since (I10).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub silent_since: Option<Timestamp>,
    /// Its last use, or when it was made, if that is more than 90 days ago (D19).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unused_since: Option<Timestamp>,
    /// What to look at, as a sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub warning: Option<String>,
}

impl TokenKind {
    /// The word that it is written with.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Bearer => "bearer",
            Self::ClientSecret => "client_secret",
            Self::Federated => "federated",
        }
    }
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
