//! `[tenants]`: how tenants live in memory.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// `[tenants]`: how tenants live in memory.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields, expecting = "a table")]
pub struct Tenants {
    /// Time without a request after which a tenant leaves memory.
    #[serde(with = "crate::duration::positive")]
    pub idle: Duration,
    /// Writes that one tenant may have waiting.
    #[serde(deserialize_with = "crate::count::deserialize")]
    pub queue: usize,
    /// Tenants that may be on their way into memory at once.
    #[serde(deserialize_with = "crate::count::deserialize")]
    pub activations: usize,
    /// Restarts of a tenant's actors within `restart_window`; beyond it the whole tenant starts
    /// anew. Zero: at the first failure.
    #[serde(deserialize_with = "crate::count::or_zero")]
    pub restarts: u32,
    /// The time over which `restarts` counts.
    #[serde(with = "crate::duration::positive")]
    pub restart_window: Duration,
}

impl Default for Tenants {
    fn default() -> Self {
        Self {
            idle: Duration::from_mins(10),
            queue: 256,
            activations: 64,
            restarts: 5,
            restart_window: Duration::from_mins(1),
        }
    }
}
