//! Whether what the directory says is acted upon, or only recorded.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::tenant::practice::Choice;

/// In each mode the directory's calls are accepted and stored, and loss of access is immediate.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// It is acted upon.
    #[default]
    Live,
    /// It will be, when the pause ends (D21).
    Paused,
    /// It will be, when an admin has seen the plan and goes live (I4).
    Observing,
}

/// A time in which it was not acted upon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stop {
    /// From then on.
    pub from: Timestamp,
    /// Until then.
    pub to: Timestamp,
}

impl Choice for Mode {
    const NAME: &'static str = "mode";
    const WORDS: &'static [(&'static str, Self)] = &[
        ("live", Self::Live),
        ("paused", Self::Paused),
        ("observing", Self::Observing),
    ];
}
