//! What a tenant can choose where directories differ and RFC 7644 leaves it open.
//!
//! The defaults serve Entra ID, Okta and OneLogin at once; strict mode is stronger than all of them.

mod choice;

use serde::{Deserialize, Serialize};

pub use choice::{Choice, NotAChoice};

/// One answer to each question.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Practice {
    /// May two groups have one name?
    pub group_names: GroupNames,
    /// What becomes of attributes that a PUT is silent on?
    pub replace: Replace,
    /// What if `members` names somebody whom we don't know?
    pub unknown_members: UnknownMembers,
}

/// Whether two groups of one account may have the same `displayName`. RFC 7643 §4.2 does not ask
/// for different ones.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GroupNames {
    /// They may not, in any case of letters: 409 `uniqueness`. Entra ID's validator asks for it.
    #[default]
    Unique,
    /// They may, as in the directory itself.
    Shared,
}

/// What becomes of an attribute that the body of a PUT doesn't have: RFC 7644 §3.5.1 lets the server
/// choose. Null and `[]` unassign it either way, and group members that aren't mentioned stay.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Replace {
    /// It is unassigned, or has its default again.
    #[default]
    Clear,
    /// It stays as it is: for a directory that sends only what it maps.
    Keep,
}

/// What becomes of an id in `members` that is no user and no group of the account. RFC 7644 is
/// silent on it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnknownMembers {
    /// It is left out, and the activity entry names it.
    #[default]
    Report,
    /// The whole request is refused: 400 `invalidValue`. So it is in strict mode whatever is chosen.
    Fail,
}

impl Choice for GroupNames {
    const NAME: &'static str = "group_names";
    const WORDS: &'static [(&'static str, Self)] =
        &[("unique", Self::Unique), ("shared", Self::Shared)];
}

impl Choice for Replace {
    const NAME: &'static str = "replace";
    const WORDS: &'static [(&'static str, Self)] = &[("clear", Self::Clear), ("keep", Self::Keep)];
}

impl Choice for UnknownMembers {
    const NAME: &'static str = "unknown_members";
    const WORDS: &'static [(&'static str, Self)] =
        &[("report", Self::Report), ("fail", Self::Fail)];
}

#[cfg(test)]
mod tests;
