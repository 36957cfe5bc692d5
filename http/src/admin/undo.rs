//! Removals that are taken back at once, on the admin API (I2).

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::MemberView;

/// Which removals. What is left out does not narrow them.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UndoRequest {
    /// Of those who left then or later.
    #[serde(default)]
    pub since: Option<Timestamp>,
    /// Of those who left before then.
    #[serde(default)]
    pub until: Option<Timestamp>,
    /// Of those whom this token removed: its public id or its name.
    #[serde(default)]
    pub token: Option<String>,
    /// `pending`, `held` or `removed`; all of them if left out.
    #[serde(default)]
    pub state: Option<String>,
    /// Nobody is restored; the answer has who would be.
    #[serde(default)]
    pub dry_run: bool,
}

/// Who is back.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct UndoView {
    /// How many members were restored, or would be.
    pub restored: usize,
    /// Who could not be, and why.
    pub refused: Vec<RefusedView>,
    /// The first of those who were restored, or would be.
    pub members: Vec<MemberView>,
}

/// Who could not be restored.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RefusedView {
    /// The member's id.
    pub member: String,
    /// Why.
    pub why: String,
}
