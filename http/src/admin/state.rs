//! All that was made of people, in short, on the admin API.

use serde::{Deserialize, Serialize};

/// Totals, and the state as one word (I2, I12).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct StateView {
    /// Equal where the same members have the same names, addresses, access and assignments.
    pub hash: String,
    /// Members: all but those who were removed.
    pub members: u64,
    /// Members whom the directory manages.
    pub managed: u64,
    /// Members with access.
    pub seats: u64,
    /// How many may have it; none: any number.
    pub seat_limit: Option<u64>,
    /// Who waits for removal.
    pub pending: u64,
    /// Who is held.
    pub held: u64,
    /// The hold that is open.
    pub open_hold: Option<u64>,
    /// Jobs that are under way, e.g. what was recorded in a pause.
    pub jobs: u64,
}

/// Whether somebody may sign in (R8).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SignInView {
    /// Whether.
    pub allowed: bool,
    /// Why not: a word such as `deactivated`.
    pub reason: Option<String>,
    /// The same as a sentence.
    pub detail: Option<String>,
    /// The member, if there is one.
    pub member: Option<String>,
}
