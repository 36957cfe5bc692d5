//! How long a deleted person stays: "Remove users N days after they disappear" (R62).

use std::str::FromStr;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Deserializer, Serialize, de};
use serde_json::Value;

/// A whole number of days, 0 to 90. 0 removes at once (R63).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct GraceDays(u8);

/// The words are the same whatever was wrong: an admin needs to know what is right.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "the grace period is a whole number of days from 0 to {}, not {found}",
    GraceDays::LONGEST
)]
pub struct NotGraceDays {
    /// What was given instead.
    pub found: String,
}

impl GraceDays {
    /// A week, until an admin says otherwise.
    pub const DEFAULT: Self = Self(7);
    /// The most days an admin may ask for.
    pub const LONGEST: u8 = 90;

    /// 0 to 90.
    pub fn days(self) -> u8 {
        self.0
    }

    /// When somebody who was deleted at `since` is to be removed. Days are 24 hours of UTC, so that
    /// neither daylight saving nor a time zone moves it (P5).
    pub fn due(self, since: Timestamp) -> Timestamp {
        let grace = SignedDuration::from_hours(24 * i64::from(self.0));
        since.checked_add(grace).unwrap_or(Timestamp::MAX)
    }
}

impl TryFrom<i64> for GraceDays {
    type Error = NotGraceDays;

    fn try_from(days: i64) -> Result<Self, NotGraceDays> {
        u8::try_from(days)
            .ok()
            .filter(|days| *days <= Self::LONGEST)
            .map(Self)
            .ok_or_else(|| NotGraceDays {
                found: days.to_string(),
            })
    }
}

impl FromStr for GraceDays {
    type Err = NotGraceDays;

    /// Digits only: neither a sign nor blanks.
    fn from_str(text: &str) -> Result<Self, NotGraceDays> {
        let not_grace_days = || NotGraceDays {
            found: format!("{text:?}"),
        };
        if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(not_grace_days());
        }
        let days: i64 = text.parse().map_err(|_| not_grace_days())?;
        Self::try_from(days)
    }
}

impl TryFrom<&Value> for GraceDays {
    type Error = NotGraceDays;

    /// A JSON integer. `"7"` and `7.0` are refused, so that an API and its form agree.
    fn try_from(value: &Value) -> Result<Self, NotGraceDays> {
        match value.as_i64() {
            Some(days) => Self::try_from(days),
            None => Err(NotGraceDays {
                found: value.to_string(),
            }),
        }
    }
}

impl<'de> Deserialize<'de> for GraceDays {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        Self::try_from(&value).map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests;
