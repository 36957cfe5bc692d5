//! `[rates]`: how often clients may ask.

use serde::{Deserialize, Serialize};

/// `[rates]`: how often clients may ask. Beyond it the answer is 429 with `Retry-After`.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields, expecting = "a table")]
pub struct Rates {
    /// Whether any rate is limited.
    pub enabled: bool,
    /// Requests of one tenant.
    pub tenant: Rate,
    /// Requests with one token.
    pub token: Rate,
    /// Requests with missing or wrong credentials, per address.
    pub unauthenticated: Rate,
    /// Addresses that the limiter above remembers.
    #[serde(deserialize_with = "crate::count::deserialize")]
    pub addresses: usize,
}

impl Default for Rates {
    fn default() -> Self {
        let provider = Rate {
            per_second: 100,
            burst: 1000,
        };
        Self {
            enabled: true,
            tenant: provider,
            token: provider,
            unauthenticated: Rate {
                per_second: 10,
                burst: 50,
            },
            addresses: 10_000,
        }
    }
}

/// `per_second` sustained, `burst` at once. Written whole: one without the other is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, expecting = "a table")]
pub struct Rate {
    /// Requests a second that can go on for ever.
    #[serde(deserialize_with = "crate::count::deserialize")]
    pub per_second: u32,
    /// Requests at once after a quiet time.
    #[serde(deserialize_with = "crate::count::deserialize")]
    pub burst: u32,
}
