//! The end of a connection to a directory, on the admin API (D20).

use serde::{Deserialize, Serialize};

/// It is meant.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DisconnectRequest {
    /// Without it, the answer says what would happen, and nothing does.
    #[serde(default)]
    pub confirm: bool,
}
