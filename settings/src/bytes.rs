//! Sizes as people write them: `512B`, `64KiB`, `8MiB`, `1GiB`. A serde `with` module.

use serde::{Deserializer, Serializer, de::Error, ser};

use crate::text;

/// Largest first, so that a size is written in the largest unit that divides it.
const UNITS: [(&str, u64); 4] = [
    ("GiB", 1 << 30),
    ("MiB", 1 << 20),
    ("KiB", 1 << 10),
    ("B", 1),
];

pub(crate) fn serialize<N, S>(size: &N, serializer: S) -> Result<S::Ok, S::Error>
where
    N: Copy + TryInto<u64>,
    S: Serializer,
{
    let size = (*size)
        .try_into()
        .map_err(|_| ser::Error::custom("a size above 64 bits"))?;
    serializer.collect_str(&written(size))
}

pub(crate) fn deserialize<'de, N, D>(deserializer: D) -> Result<N, D::Error>
where
    N: TryFrom<u64>,
    D: Deserializer<'de>,
{
    let shape = "a size, such as \"512B\", \"64KiB\", \"8MiB\" or \"1GiB\"";
    let size = text::read(deserializer, shape, read)?;
    if size == 0 {
        return Err(D::Error::custom("a size of zero would refuse everything"));
    }
    N::try_from(size).map_err(|_| D::Error::custom("this size is too large for this machine"))
}

fn written(size: u64) -> String {
    UNITS
        .iter()
        .find(|(_, unit)| size != 0 && size.is_multiple_of(*unit))
        .map_or_else(
            || format!("{size}B"),
            |(name, unit)| format!("{}{name}", size / unit),
        )
}

fn read(text: &str) -> Option<u64> {
    let (number, unit) = UNITS
        .iter()
        .find_map(|(name, unit)| Some((text.strip_suffix(name)?.trim_end(), unit)))?;
    if !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    number.parse::<u64>().ok()?.checked_mul(*unit)
}

#[cfg(test)]
mod tests;
