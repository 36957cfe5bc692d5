//! A moment on the command line: a time, or how long ago it was.

use std::str::FromStr;

use actors::clock::{Clock as _, System};
use jiff::{Span, Timestamp, tz::TimeZone};

/// A time, as it is typed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Moment(pub(super) Timestamp);

impl FromStr for Moment {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        read_at(text, System.now()).map(Self)
    }
}

fn read_at(text: &str, now: Timestamp) -> Result<Timestamp, String> {
    if let Ok(time) = text.parse() {
        return Ok(time);
    }
    let span: Span = text
        .parse()
        .map_err(|_| "write it as 2026-11-28T10:00:00Z, or how long ago: 2h".to_owned())?;
    now.to_zoned_datetime(TimeZone::UTC)
        .checked_sub(span)
        .map(|time| time.timestamp())
        .map_err(|_| "that is earlier than there is time".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_itself_and_a_span_ends_now() {
        let now = "2026-01-03T12:00:00Z".parse().unwrap();
        for (text, time) in [
            ("2025-06-30T00:00:00Z", "2025-06-30T00:00:00Z"),
            ("2h", "2026-01-03T10:00:00Z"),
            ("1d 12h", "2026-01-02T00:00:00Z"),
        ] {
            assert_eq!(read_at(text, now).unwrap().to_string(), time, "{text}");
        }
        for text in ["", "yesterday", "7", "99999y"] {
            assert!(read_at(text, now).is_err(), "{text}");
        }
    }
}
