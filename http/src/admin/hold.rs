//! Holds of removals on the admin API (D17, I1).

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Removals that wait for an admin, because too many left at once.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct HoldView {
    /// Counted per tenant, from 1.
    pub number: u64,
    /// `open`, `approved` or `discarded`; of one that came to be empty before anybody decided, what
    /// became of the last in it: `undone`, `returned` by the directory, `removed`.
    pub state: String,
    /// How many members are in it.
    pub members: u64,
    /// When the first removal was held.
    pub opened_at: Timestamp,
    /// The name of the token, or the kind of source, that asked for it.
    pub source: String,
}
