//! What the groups of a sign-in are to a member whom a directory manages (D14).

use serde::{Deserialize, Serialize};

use crate::tenant::practice::Choice;

/// For whom no directory manages, the groups of the sign-in always count.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SsoClaims {
    /// They are logged: the groups that the directory pushes win, or each sign-in would undo the push.
    #[default]
    Recorded,
    /// They win, until the directory changes the member's groups again.
    Applied,
}

impl Choice for SsoClaims {
    const NAME: &'static str = "sso_claims";
    const WORDS: &'static [(&'static str, Self)] =
        &[("recorded", Self::Recorded), ("applied", Self::Applied)];
}
