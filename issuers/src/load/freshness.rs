//! For how long an answer is good (RFC 9111 §5.2.2.1), within bounds.

use hyper::{HeaderMap, header::CACHE_CONTROL};
use jiff::SignedDuration;

/// When the answer says nothing.
const USUAL: SignedDuration = SignedDuration::from_hours(1);
/// So that no header makes this server ask with each assertion.
const SHORTEST: SignedDuration = SignedDuration::from_mins(5);
/// So that a key that was withdrawn is gone the next day at the latest.
const LONGEST: SignedDuration = SignedDuration::from_hours(24);

pub(super) fn of(headers: &HeaderMap) -> SignedDuration {
    let directives = headers
        .get_all(CACHE_CONTROL)
        .into_iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(|directive| directive.trim().to_ascii_lowercase());
    let mut good_for = None;
    for directive in directives {
        if matches!(&*directive, "no-store" | "no-cache") {
            return SHORTEST;
        }
        let seconds = directive.strip_prefix("max-age=");
        // Too large a number is a long time (RFC 9111 §1.2.2).
        good_for = seconds
            .filter(|seconds| seconds.bytes().all(|byte| byte.is_ascii_digit()))
            .map(|seconds| seconds.parse().unwrap_or(i64::MAX))
            .or(good_for);
    }
    good_for
        .map_or(USUAL, SignedDuration::from_secs)
        .clamp(SHORTEST, LONGEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_decides_within_bounds() {
        for (value, seconds) in [
            ("max-age=7200", 7200),
            ("public, Max-Age=7200, must-revalidate", 7200),
            ("max-age=1", 300),
            ("max-age=0", 300),
            ("no-store", 300),
            ("max-age=7200, no-cache", 300),
            ("max-age=99999999999999999999999", 24 * 3600),
            ("max-age=-5", 3600),
            ("max-age=soon", 3600),
            ("private", 3600),
        ] {
            let headers = HeaderMap::from_iter([(CACHE_CONTROL, value.parse().unwrap())]);
            assert_eq!(of(&headers).as_secs(), seconds, "{value}");
        }
        assert_eq!(of(&HeaderMap::new()), USUAL);
    }
}
