use super::*;

fn at(day: i64) -> Timestamp {
    Timestamp::from_second(1_750_000_000 + day * 86_400).unwrap()
}

fn grace(days: i64, stops: &[(i64, i64)]) -> Grace {
    let stop = |&(from, to): &(i64, i64)| Stop {
        from: at(from),
        to: at(to),
    };
    Grace {
        days: days.try_into().unwrap(),
        runs: true,
        stops: stops.iter().map(stop).collect(),
    }
}

#[test]
fn days_run_but_while_they_stand_still() {
    for (stops, since, due) in [
        (vec![], 0, 7),
        (vec![(2, 5)], 0, 10),
        (vec![(2, 5)], 3, 12),
        (vec![(2, 5)], 5, 12),
        (vec![(-9, -3)], 0, 7),
        // It was over before the pause began.
        (vec![(8, 20)], 0, 7),
        // The first pause moves the end into the second.
        (vec![(2, 5), (8, 9)], 0, 11),
    ] {
        assert_eq!(grace(7, &stops).due(at(since)), Some(at(due)), "{stops:?}");
    }
}

#[test]
fn who_left_earlier_is_never_due_later() {
    let grace = grace(7, &[(2, 5), (8, 9), (11, 30)]);
    let dues: Vec<_> = (-20..40).map(|day| grace.due(at(day))).collect();
    assert!(dues.is_sorted());
}

#[test]
fn nothing_is_due_while_it_stands_still() {
    let still = Grace {
        runs: false,
        ..grace(0, &[])
    };
    assert_eq!(still.due(at(0)), None);
    assert!(!still.is_over(at(0), at(1_000)));
    assert!(grace(0, &[]).is_over(at(0), at(0)));
}
