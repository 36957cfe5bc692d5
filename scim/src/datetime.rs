//! Values of the type `dateTime` (RFC 7643 §2.3.5).

use jiff::{Timestamp, civil, tz::Offset};

/// An `xsd:dateTime`. One without an offset, which that type allows, is taken as UTC.
pub(crate) fn parse(text: &str) -> Option<Timestamp> {
    if let Ok(timestamp) = text.parse() {
        return Some(timestamp);
    }
    // A date alone is a civil date-time to jiff, but no dateTime.
    let local: civil::DateTime = text.contains(['T', 't']).then(|| text.parse().ok())??;
    Offset::UTC.to_timestamp(local).ok()
}

#[cfg(test)]
mod tests;
