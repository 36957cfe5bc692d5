use super::*;

const COMMIT: Duration = Duration::from_millis(8);

fn batch(operations: usize) -> Batch {
    Batch {
        operations,
        running: COMMIT,
        commit: COMMIT,
    }
}

#[test]
fn the_wait_is_for_as_many_as_came_before_and_a_small_part_of_what_they_took() {
    let mut pace = Pace::default();
    assert_eq!(pace.worth_waiting(), (0, Duration::ZERO), "at first");
    pace.learn(batch(16), Demand::Even);
    assert_eq!(pace.worth_waiting(), (16, Duration::from_millis(2)));
    pace.learn(batch(1), Demand::Even);
    assert_eq!(pace.worth_waiting().0, 1, "one client is never waited for");
}

#[test]
fn a_batch_is_short_only_while_somebody_would_wait_for_anothers_bulk() {
    let mut pace = Pace::default();
    pace.learn(batch(16), Demand::Even);
    assert!(pace.takes_more(2, 63, Duration::MAX));

    pace.learn(batch(18), Demand::Uneven);
    assert!(pace.takes_more(5, 4, Duration::MAX), "one of each tenant");
    assert!(pace.takes_more(2, 3, Duration::from_millis(1)));
    assert!(!pace.takes_more(2, 2, Duration::from_millis(2)));

    for _ in 0..CAREFUL {
        assert!(!pace.takes_more(2, 2, COMMIT));
        pace.learn(batch(3), Demand::Even);
    }
    assert!(pace.takes_more(2, 2, COMMIT));
}
