//! A time on the command line: as it is written, or by how far it is from now.

use actors::clock::{Clock as _, System};
use jiff::{Span, Timestamp, tz::TimeZone};

/// Reads `2027-06-30T00:00:00Z`, or as time to come `365d`, `1y`.
pub(super) fn ahead(text: &str) -> Result<Timestamp, String> {
    read(text, System.now(), false)
}

/// Reads `2026-06-30T00:00:00Z`, or as time gone by `24h`, `7d`.
pub(super) fn ago(text: &str) -> Result<Timestamp, String> {
    read(text, System.now(), true)
}

fn read(text: &str, now: Timestamp, back: bool) -> Result<Timestamp, String> {
    if let Ok(time) = text.parse() {
        return Ok(time);
    }
    let example = if back { "24h" } else { "365d" };
    let span: Span = text
        .parse()
        .map_err(|_| format!("write it as 2027-06-30T00:00:00Z or {example}"))?;
    let now = now.to_zoned_datetime(TimeZone::UTC);
    let found = if back {
        now.checked_sub(span)
    } else {
        now.checked_add(span)
    };
    found
        .map(|found| found.timestamp())
        .map_err(|_| "that is further away than there is time".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: &str = "2026-01-01T00:00:00Z";

    #[test]
    fn a_time_is_itself_and_a_span_begins_now() {
        let now = NOW.parse().unwrap();
        for (text, ahead, ago) in [
            (
                "2027-06-30T00:00:00Z",
                "2027-06-30T00:00:00Z",
                "2027-06-30T00:00:00Z",
            ),
            ("365d", "2027-01-01T00:00:00Z", "2025-01-01T00:00:00Z"),
            ("1y", "2027-01-01T00:00:00Z", "2025-01-01T00:00:00Z"),
            ("2h 30m", "2026-01-01T02:30:00Z", "2025-12-31T21:30:00Z"),
        ] {
            assert_eq!(read(text, now, false).unwrap().to_string(), ahead, "{text}");
            assert_eq!(read(text, now, true).unwrap().to_string(), ago, "{text}");
        }
        for text in ["", "soon", "365", "99999y"] {
            assert!(read(text, now, false).is_err(), "{text}");
            assert!(read(text, now, true).is_err(), "{text}");
        }
    }
}
