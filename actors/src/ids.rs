//! New ids, secrets and jitter: time from the clock, chance from the operating system.

use std::{ops::RangeInclusive, sync::Arc};

use uuid::{Builder, Uuid};
use zeroize::Zeroizing;

use crate::clock::Clock;

/// Makes ids. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Ids {
    clock: Arc<dyn Clock>,
}

/// The operating system gave no random bytes. Nothing can be made without them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the operating system gives no random bytes: {0}")]
pub struct NoRandomness(#[from] getrandom::Error);

impl Ids {
    /// Ids whose time part is read from `clock`.
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self { clock }
    }

    /// A UUIDv7 (RFC 9562 §5.7): ordered by time, so that new rows land next to each other.
    pub fn uuid(&self) -> Result<Uuid, NoRandomness> {
        // The field is 48 bits of unsigned milliseconds; a clock before 1970 counts as 1970.
        let millis = u64::try_from(self.clock.now().as_millisecond()).unwrap_or(0);
        let mut random = [0; 10];
        getrandom::fill(&mut random)?;
        Ok(Builder::from_unix_timestamp_millis(millis, &random).into_uuid())
    }

    /// Random bytes for a secret; wiped when dropped.
    pub fn secret<const N: usize>(&self) -> Result<Zeroizing<[u8; N]>, NoRandomness> {
        let mut secret = Zeroizing::new([0; N]);
        getrandom::fill(secret.as_mut_slice())?;
        Ok(secret)
    }

    /// A number in `range`, so that many who wait do not come back at once. Without randomness it
    /// is the range's end: later is safe.
    pub fn jitter(&self, range: RangeInclusive<u32>) -> u32 {
        let (low, high) = range.into_inner();
        let width = u64::from(high.saturating_sub(low)) + 1;
        match getrandom::u32() {
            Ok(random) => low + u32::try_from(u64::from(random) % width).unwrap_or(0),
            Err(_) => high,
        }
    }
}

#[cfg(test)]
mod tests;
