use super::sample;

#[test]
fn a_sample_is_a_tenth_and_at_least_five_where_there_are_five() {
    for (total, taken) in [
        (0, 0),
        (1, 1),
        (4, 4),
        (5, 5),
        (9, 9),
        (40, 5),
        (50, 5),
        (1000, 100),
    ] {
        let items: Vec<usize> = (0..total).collect();
        let sample = sample(&items);
        assert_eq!(sample.len(), taken, "of {total}");
        assert!(sample.is_sorted_by(|one, next| one < next), "nobody twice");
    }
}
