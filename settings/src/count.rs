//! How many of something: a whole number from 1 to 4,294,967,295.
//!
//! The upper end is far above any use and within what semaphores take on 64 bits.

use std::fmt;

use serde::{Deserializer, de};

pub(crate) fn deserialize<'de, N, D>(deserializer: D) -> Result<N, D::Error>
where
    N: TryFrom<u32>,
    D: Deserializer<'de>,
{
    let count = deserializer.deserialize_i64(AtLeast(1))?;
    N::try_from(count).map_err(|_| de::Error::custom("this number is too large for this machine"))
}

/// A count that may be zero.
pub(crate) fn or_zero<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    deserializer.deserialize_i64(AtLeast(0))
}

/// A visitor for numbers from this one on.
struct AtLeast(u32);

impl de::Visitor<'_> for AtLeast {
    type Value = u32;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a whole number from {} to {}", self.0, u32::MAX)
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<u32, E> {
        u32::try_from(number)
            .ok()
            .filter(|number| *number >= self.0)
            .ok_or_else(|| E::invalid_value(de::Unexpected::Signed(number), &self))
    }
}
