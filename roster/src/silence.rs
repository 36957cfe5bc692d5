//! When a directory that does not call any more is worth an alarm (I10), and a token that nobody uses a warning
//! (D19).
//!
//! Directories call in bursts with pauses between them: by the clock, or when something changes. What is
//! usual is learned from each token's own calls.

mod guess;
mod rhythm;
mod unused;
mod words;

use jiff::Timestamp;

pub use guess::guess;
pub use rhythm::{Rhythm, Usual};
pub use unused::{UNUSED_DAYS, unused_from};
pub use words::Lasting;

/// From when on the token counts as silent, if nothing is heard of it: its patience after the last call, or
/// after we began to listen, as nobody could call before. None while its habits are not known.
pub fn silent_from(
    rhythm: &Rhythm,
    last_call: Timestamp,
    listening_since: Timestamp,
) -> Option<Timestamp> {
    let patience = rhythm.patience()?;
    let heard = last_call.max(listening_since);
    Some(heard.checked_add(patience).unwrap_or(Timestamp::MAX))
}

#[cfg(test)]
mod tests;
