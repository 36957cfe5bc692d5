use super::*;

#[test]
fn the_virtual_clock_moves_only_when_told() {
    let start: Timestamp = "2026-01-01T00:00:00Z".parse().unwrap();
    let clock = Virtual::at(start);
    assert_eq!(clock.now(), start);

    clock.advance(SignedDuration::from_hours(48));
    assert_eq!(clock.now().to_string(), "2026-01-03T00:00:00Z");

    clock.advance(SignedDuration::from_hours(-24));
    assert_eq!(clock.now().to_string(), "2026-01-02T00:00:00Z");
}

#[test]
fn the_virtual_clock_stops_at_the_end_of_time() {
    let clock = Virtual::at(Timestamp::MAX);
    clock.advance(SignedDuration::from_hours(1));
    assert_eq!(clock.now(), Timestamp::MAX);
}
