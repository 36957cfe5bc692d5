use std::time::Duration;

use super::Patience;

#[test]
fn each_provider_waits_in_its_own_manner() {
    let cases = [
        (Patience::NextCycle, 0, Some(1), 2400),
        (Patience::NextCycle, 3, None, 2400),
        (Patience::RetryAfter, 0, Some(7), 7),
        (Patience::RetryAfter, 5, Some(7), 7),
        (Patience::RetryAfter, 0, None, 300),
        (Patience::RetryAfter, 2, None, 1200),
        (Patience::Backoff, 0, None, 1),
        (Patience::Backoff, 4, None, 16),
        (Patience::Backoff, 4, Some(2), 2),
    ];
    for (patience, failed, retry_after, seconds) in cases {
        let pause = patience.pause(failed, retry_after);
        assert_eq!(
            pause,
            Duration::from_secs(seconds),
            "{patience:?} {failed} {retry_after:?}"
        );
    }
}

#[test]
fn no_number_of_attempts_overflows() {
    assert!(Patience::RetryAfter.pause(u32::MAX, None) > Duration::from_secs(1));
}
