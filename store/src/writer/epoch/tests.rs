use super::*;

#[test]
fn an_epoch_lasts_until_a_change_begins_and_never_comes_back() {
    let epochs = Epochs::default();
    let first = epochs.current();
    assert!(first.is_some());
    assert_eq!(epochs.around(|| 7), (7, first));

    epochs.begin_change();
    epochs.begin_change();
    assert_eq!(epochs.current(), None, "nobody knows what is in force");
    epochs.end_change();
    epochs.end_change();
    assert!(epochs.current().is_some());
    assert_ne!(epochs.current(), first);
}

#[test]
fn a_look_that_meets_a_change_belongs_to_no_epoch() {
    let epochs = Epochs::default();
    let ((), met_the_start) = epochs.around(|| epochs.begin_change());
    let ((), met_the_end) = epochs.around(|| epochs.end_change());
    let ((), met_all_of_it) = epochs.around(|| {
        epochs.begin_change();
        epochs.end_change();
    });
    assert_eq!(
        (met_the_start, met_the_end, met_all_of_it),
        (None, None, None)
    );
}
