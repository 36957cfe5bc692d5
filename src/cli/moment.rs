//! `--expires`: a time, or how long from now.

use actors::clock::{Clock as _, System};
use jiff::{Span, Timestamp, tz::TimeZone};

/// Reads `2027-06-30T00:00:00Z`, `365d`, `1y`.
pub(super) fn read(text: &str) -> Result<Timestamp, String> {
    read_at(text, System.now())
}

fn read_at(text: &str, now: Timestamp) -> Result<Timestamp, String> {
    if let Ok(time) = text.parse() {
        return Ok(time);
    }
    let span: Span = text
        .parse()
        .map_err(|_| "write it as 2027-06-30T00:00:00Z or 365d".to_owned())?;
    now.to_zoned_datetime(TimeZone::UTC)
        .checked_add(span)
        .map(|end| end.timestamp())
        .map_err(|_| "that is later than there is time".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_itself_and_a_span_begins_now() {
        let now = "2026-01-01T00:00:00Z".parse().unwrap();
        for (text, end) in [
            ("2027-06-30T00:00:00Z", "2027-06-30T00:00:00Z"),
            ("365d", "2027-01-01T00:00:00Z"),
            ("1y", "2027-01-01T00:00:00Z"),
            ("2h 30m", "2026-01-01T02:30:00Z"),
        ] {
            assert_eq!(read_at(text, now).unwrap().to_string(), end, "{text}");
        }
        for text in ["", "soon", "365", "99999y"] {
            assert!(read_at(text, now).is_err(), "{text}");
        }
    }
}
