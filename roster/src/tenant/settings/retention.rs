//! How long the activity log is kept (D18).

use serde::{Deserialize, Serialize};

/// Whole days, 30 to 730.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u64", into = "u64")]
pub struct RetentionDays(u16);

/// The words are the same whatever was wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the log is kept for a whole number of days from 30 to 730, not {found}")]
pub struct NotRetentionDays {
    /// What was given instead.
    pub found: String,
}

impl RetentionDays {
    /// Half a year.
    pub const DEFAULT: Self = Self(180);

    /// 30 to 730.
    pub fn days(self) -> u16 {
        self.0
    }
}

impl TryFrom<u64> for RetentionDays {
    type Error = NotRetentionDays;

    fn try_from(days: u64) -> Result<Self, NotRetentionDays> {
        u16::try_from(days)
            .ok()
            .filter(|days| (30..=730).contains(days))
            .map(Self)
            .ok_or_else(|| NotRetentionDays {
                found: days.to_string(),
            })
    }
}

impl From<RetentionDays> for u64 {
    fn from(days: RetentionDays) -> Self {
        Self::from(days.0)
    }
}
