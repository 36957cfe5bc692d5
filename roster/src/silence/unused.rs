//! Tokens that nobody needs any more (D19).

use jiff::{SignedDuration, Timestamp};

/// After so many days without a use, a token is one to warn of.
pub const UNUSED_DAYS: i64 = 90;

/// From when on the token counts as unused: the days after its last use, or after it was made.
pub fn unused_from(created_at: Timestamp, last_call: Option<Timestamp>) -> Timestamp {
    let since = last_call.unwrap_or(created_at);
    let days = SignedDuration::from_hours(24 * UNUSED_DAYS);
    since.checked_add(days).unwrap_or(Timestamp::MAX)
}
