//! How long a provider waits before it tries a task again.

use std::time::Duration;

/// Entra starts an incremental cycle about every 40 minutes.
const ENTRA_CYCLE: Duration = Duration::from_mins(40);
/// What Okta waits when no integer `Retry-After` says otherwise; doubled each time.
const OKTA_PAUSE: Duration = Duration::from_mins(5);
/// OneLogin publishes nothing; a short pause that doubles is the usual manner.
const ONELOGIN_PAUSE: Duration = Duration::from_secs(1);

/// A provider's manner of trying again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Patience {
    /// The object is tried again in the next cycle, whatever the server asked for.
    NextCycle,
    /// Integer seconds of `Retry-After`, else a pause that doubles.
    RetryAfter,
    /// The same with shorter pauses.
    Backoff,
}

impl Patience {
    /// The pause before the attempt after `failed`, which counts from 0.
    pub(crate) fn pause(self, failed: u32, retry_after: Option<u64>) -> Duration {
        let otherwise = match self {
            Self::NextCycle => return ENTRA_CYCLE,
            Self::RetryAfter => OKTA_PAUSE,
            Self::Backoff => ONELOGIN_PAUSE,
        };
        match retry_after {
            Some(seconds) => Duration::from_secs(seconds),
            None => otherwise.saturating_mul(2_u32.saturating_pow(failed)),
        }
    }
}

#[cfg(test)]
mod tests;
