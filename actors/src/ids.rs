//! New ids, secrets and jitter: time from the clock, chance from the operating system.

use std::{
    ops::RangeInclusive,
    sync::{Arc, Mutex, PoisonError},
};

use uuid::{Builder, Uuid};
use zeroize::Zeroizing;

use crate::clock::Clock;

/// How far the 12 bits count that ids of the same millisecond have.
const LAST_COUNT: u16 = 0xfff;

/// Makes ids. Cheap to clone; clones make one order together.
#[derive(Debug, Clone)]
pub struct Ids {
    clock: Arc<dyn Clock>,
    /// The time part and the counter of the last id.
    last: Arc<Mutex<(u64, u16)>>,
}

/// The operating system gave no random bytes. Nothing can be made without them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the operating system gives no random bytes: {0}")]
pub struct NoRandomness(#[from] getrandom::Error);

impl Ids {
    /// Ids whose time part is read from `clock`.
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self {
            clock,
            last: Arc::default(),
        }
    }

    /// A UUIDv7 (RFC 9562 §5.7), later than every one made before: new rows land next to each
    /// other, and the order by age is the order of the requests.
    pub fn uuid(&self) -> Result<Uuid, NoRandomness> {
        let (millis, counter) = self.next();
        let mut random = [0; 10];
        getrandom::fill(&mut random)?;
        // The first 12 of the random bits: the "fixed bit-length dedicated counter" of §6.2.
        if let Some(rand_a) = random.first_chunk_mut() {
            *rand_a = counter.to_be_bytes();
        }
        Ok(Builder::from_unix_timestamp_millis(millis, &random).into_uuid())
    }

    /// The time, or a little more where the time alone would repeat the last id or go back.
    fn next(&self) -> (u64, u16) {
        // The field is 48 bits of unsigned milliseconds; a clock before 1970 counts as 1970.
        let now = u64::try_from(self.clock.now().as_millisecond()).unwrap_or(0);
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let (millis, counter) = *last;
        *last = match counter.checked_add(1).filter(|next| *next <= LAST_COUNT) {
            _ if now > millis => (now, 0),
            Some(counter) => (millis, counter),
            None => (millis + 1, 0),
        };
        *last
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
