use std::time::Duration;

use super::{Outcome, Tally, latency};
use crate::report::Latency;

#[test]
fn percentiles_are_samples_by_nearest_rank() {
    let cases: [(Vec<u64>, Latency); 4] = [
        (vec![], Latency::default()),
        (
            vec![7],
            Latency {
                p50_us: 7,
                p99_us: 7,
                max_us: 7,
            },
        ),
        (
            vec![9, 1],
            Latency {
                p50_us: 1,
                p99_us: 9,
                max_us: 9,
            },
        ),
        (
            (1..=200).rev().collect(),
            Latency {
                p50_us: 100,
                p99_us: 198,
                max_us: 200,
            },
        ),
    ];
    for (samples, expected) in cases {
        assert_eq!(latency(&samples), expected, "{samples:?}");
    }
}

#[test]
fn a_run_adds_up_its_phases() {
    let mut run = Tally::default();
    for (outcome, micros) in [(Outcome::Created, 10), (Outcome::Unchanged, 30)] {
        let mut phase = Tally::default();
        phase.answered(Duration::from_micros(micros));
        phase.ended(outcome);
        phase.retried();
        phase.took(Duration::from_micros(micros));
        run.absorb(&phase);
    }
    let total = run.report("all");
    assert_eq!(
        (
            total.requests,
            total.created,
            total.unchanged,
            total.retries
        ),
        (2, 1, 1, 2)
    );
    assert_eq!((total.latency.max_us, total.elapsed_us), (30, 40));
}
