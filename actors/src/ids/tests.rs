use jiff::{SignedDuration, Timestamp};

use super::*;
use crate::clock::Virtual;

#[test]
fn ids_are_version_7_and_ordered_by_the_clock() {
    let clock = Arc::new(Virtual::at("2026-01-01T00:00:00Z".parse().unwrap()));
    let ids = Ids::new(Arc::clone(&clock) as Arc<dyn Clock>);

    let first = ids.uuid().unwrap();
    clock.advance(SignedDuration::from_millis(1));
    let second = ids.uuid().unwrap();

    assert_eq!(first.get_version_num(), 7);
    assert!(first < second);
}

#[test]
fn ids_grow_also_within_a_millisecond_and_when_the_clock_goes_back() {
    let clock = Arc::new(Virtual::at("2026-01-01T00:00:00Z".parse().unwrap()));
    let ids = Ids::new(Arc::clone(&clock) as Arc<dyn Clock>);
    let mut made = Vec::new();
    for n in 0..10_000 {
        if n == 6_000 {
            clock.advance(SignedDuration::from_secs(-60));
        }
        made.push(ids.clone().uuid().unwrap());
    }
    assert!(made.is_sorted_by(|one, next| one < next));
    assert!(made.iter().all(|id| id.get_version_num() == 7));
}

#[test]
fn a_clock_before_1970_still_makes_ids() {
    let ids = Ids::new(Arc::new(Virtual::at(Timestamp::MIN)));
    assert_ne!(ids.uuid().unwrap(), ids.uuid().unwrap());
}

#[test]
fn jitter_stays_in_its_range_and_varies() {
    let ids = Ids::new(Arc::new(Virtual::at(Timestamp::UNIX_EPOCH)));
    let drawn: std::collections::BTreeSet<u32> = (0..500).map(|_| ids.jitter(1..=30)).collect();
    assert!(drawn.iter().all(|seconds| (1..=30).contains(seconds)));
    assert!(drawn.len() > 20, "drew only {drawn:?}");
    assert_eq!(ids.jitter(7..=7), 7);
}
