//! The table of events has every type that the code can tell of, and no other.

use std::collections::BTreeSet;

use crate::table::text;

const TABLE: &str = "docs/reference/events.md";
/// Where types are written.
const SOURCES: [&str; 2] = [
    "store/src/record/activity/entry.rs",
    "roster/src/decision/outcome.rs",
];

/// What stands between the marks and looks like a type.
fn types(text: &str, mark: char) -> impl Iterator<Item = String> {
    let is_word = |word: &str| {
        !word.is_empty()
            && word
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte == b'_')
    };
    text.split(mark).filter_map(move |part| {
        let (subject, what) = part.split_once('.')?;
        (is_word(subject) && is_word(what)).then(|| part.to_owned())
    })
}

#[test]
fn the_table_has_every_type_once() {
    let mut told = BTreeSet::new();
    for row in text(TABLE).lines().filter(|line| line.starts_with("| `")) {
        let first = row.split('|').nth(1).unwrap();
        for one in types(first, '`') {
            assert!(told.insert(one.clone()), "{one} is told twice");
        }
    }
    let known: BTreeSet<String> = SOURCES
        .iter()
        .flat_map(|source| types(&text(source), '"').collect::<Vec<_>>())
        .collect();
    assert!(known.len() > 30, "{known:?}");
    assert_eq!(told, known);
}
