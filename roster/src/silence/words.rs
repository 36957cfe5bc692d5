//! How long something lasts, for people.

use std::fmt;

use jiff::SignedDuration;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// Displays as `40 minutes`, `3 hours` or `2 days`, rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lasting(pub SignedDuration);

impl fmt::Display for Lasting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.0.as_secs();
        let (unit, name) = if seconds < 90 * MINUTE {
            (MINUTE, "minute")
        } else if seconds < 36 * HOUR {
            (HOUR, "hour")
        } else {
            (DAY, "day")
        };
        let count = ((seconds + unit / 2) / unit).max(1);
        let plural = if count == 1 { "" } else { "s" };
        write!(f, "{count} {name}{plural}")
    }
}
