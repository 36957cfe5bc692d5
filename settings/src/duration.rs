//! Durations as people write them: `25s`, `500ms`, `10m`, `1h 30m`.
//!
//! The module is a serde `with` module for any duration; [`positive`] is the one for durations
//! that make no sense as zero.

use std::time::Duration;

use serde::{Deserializer, Serializer, de::Error};

use crate::text;

/// No duration here is sensibly longer, and adding it to any clock's reading stays in range.
const LONGEST: Duration = Duration::from_hours(366 * 24);

pub(crate) fn serialize<S: Serializer>(
    duration: &Duration,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&humantime::format_duration(*duration))
}

pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Duration, D::Error> {
    let shape = "a duration, such as \"30s\", \"500ms\" or \"10m\"";
    let duration = text::read(deserializer, shape, |text| {
        humantime::parse_duration(text).ok()
    })?;
    if duration > LONGEST {
        return Err(D::Error::custom("a duration is at most a year"));
    }
    Ok(duration)
}

/// Durations above zero.
pub(crate) mod positive {
    use std::time::Duration;

    use serde::{Deserializer, de::Error};

    pub(crate) use super::serialize;

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Duration, D::Error> {
        let duration = super::deserialize(deserializer)?;
        if duration.is_zero() {
            return Err(D::Error::custom(
                "zero would refuse everything: give it some time",
            ));
        }
        Ok(duration)
    }
}
