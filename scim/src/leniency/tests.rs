use super::*;

#[test]
fn a_note_is_kept_once() {
    let mut notes = Notes::default();
    notes.add(STRING_BOOLEAN, "active");
    notes.add(UNKNOWN_ATTRIBUTE, "shoeSize");
    notes.add(STRING_BOOLEAN, "active");
    let names: Vec<_> = notes.into_vec().iter().map(|note| note.tolerance).collect();
    assert_eq!(names, [STRING_BOOLEAN, UNKNOWN_ATTRIBUTE]);
}

#[test]
fn a_hostile_body_cannot_fill_the_log() {
    let mut notes = Notes::default();
    for number in 0..10_000 {
        notes.add(UNKNOWN_ATTRIBUTE, format!("{number}{}", "x".repeat(1_000)));
    }
    let notes = notes.into_vec();
    assert!(notes.len() <= 64);
    assert!(notes.iter().all(|note| note.subject.len() <= 200));
}
