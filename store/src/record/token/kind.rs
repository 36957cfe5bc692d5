//! What a credential is good for. All kinds count, expire and are revoked alike.

use serde::{Deserialize, Serialize};

/// What a credential is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TokenKind {
    /// Sent as it is with each SCIM request (RFC 6750).
    #[default]
    Bearer,
    /// Exchanged for access tokens at the token endpoint (RFC 6749 §4.4).
    ClientSecret,
    /// No secret at all: another issuer's assertion is exchanged for access tokens (RFC 7523).
    Federated,
}

impl TokenKind {
    /// Whether access tokens are made from it.
    pub fn mints(self) -> bool {
        self != Self::Bearer
    }

    /// For serde: rows of bearer tokens look as they did before there were other kinds.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
    pub(super) fn is_bearer(&self) -> bool {
        *self == Self::Bearer
    }
}
