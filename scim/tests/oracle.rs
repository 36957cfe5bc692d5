//! Filters and PATCH paths, read by rosterd in strict mode and by the crate `scim_v2`, which has
//! another author and another kind of parser (LALR(1), from a grammar): both accept the same texts
//! and find the same structure in them.
//!
//! Where they differ, [`known::Difference`] names how, and the clause that decides it. A text that
//! shows none of those and is still read in two ways fails the test.

#![cfg(test)]

#[path = "oracle/generate.rs"]
mod generate;
#[path = "oracle/known.rs"]
mod known;
#[path = "oracle/shape.rs"]
mod shape;

use generate::Token;
use known::Difference;
use proptest::prelude::*;
use scim::{Leniency, filter};
use shape::Shape;

type Read = fn(&str) -> Option<Shape>;

fn our_filter(text: &str) -> Option<Shape> {
    let filter = filter::parse(text, Leniency::strict()).ok()?;
    Some(Shape::of_ours(&filter))
}

fn their_filter(text: &str) -> Option<Shape> {
    let filter: scim_v2::filter::Filter = text.parse().ok()?;
    Some(Shape::of_theirs(&filter))
}

fn our_path(text: &str) -> Option<Shape> {
    let read = filter::parse_patch_path(text, Leniency::strict()).ok()?;
    Some(Shape::of_our_path(&read.path, read.filter.as_ref()))
}

fn their_path(text: &str) -> Option<Shape> {
    let path: scim_v2::filter::PatchPath = text.parse().ok()?;
    Some(Shape::of_their_path(&path))
}

/// Whether both read the text alike; else the differences that are in it.
fn compare(tokens: &[Token], ours: Read, theirs: Read) -> Result<bool, Vec<Difference>> {
    let text = generate::text(tokens);
    let (ours, theirs) = (ours(&text), theirs(&text));
    if ours == theirs {
        return Ok(ours.is_some());
    }
    let differences = known::in_text(&text);
    assert!(
        !differences.is_empty(),
        "{text:?}\n  ours: {ours:?}\ntheirs: {theirs:?}"
    );
    Err(differences)
}

/// What strict mode takes, lenient mode takes too, and understands alike.
fn assert_lenient_agrees(text: &str) {
    if let Ok(strict) = filter::parse(text, Leniency::strict()) {
        assert_eq!(filter::parse(text, Leniency::lenient()), Ok(strict));
    }
    if let Ok(strict) = filter::parse_patch_path(text, Leniency::strict()) {
        let lenient = filter::parse_patch_path(text, Leniency::lenient());
        assert_eq!(lenient, Ok(strict));
    }
}

/// More than usual, as a case takes microseconds; still more with `PROPTEST_CASES`.
fn config() -> ProptestConfig {
    let usual = ProptestConfig::default();
    ProptestConfig {
        cases: usual.cases.max(2_000),
        failure_persistence: None,
        ..usual
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_filter_of_the_grammar_is_accepted_by_both(tokens in generate::filter()) {
        prop_assert_eq!(compare(&tokens, our_filter, their_filter), Ok(true));
    }

    #[test]
    fn a_patch_path_of_the_grammar_is_accepted_by_both(tokens in generate::patch_path()) {
        prop_assert_eq!(compare(&tokens, our_path, their_path), Ok(true));
    }

    #[test]
    fn a_damaged_filter_is_read_alike(tokens in generate::damaged(generate::filter())) {
        let _compared = compare(&tokens, our_filter, their_filter);
        assert_lenient_agrees(&generate::text(&tokens));
    }

    #[test]
    fn a_damaged_patch_path_is_read_alike(tokens in generate::damaged(generate::patch_path())) {
        let _compared = compare(&tokens, our_path, their_path);
        assert_lenient_agrees(&generate::text(&tokens));
    }
}

/// Each named difference is one: its examples are read in two ways. A new version of the crate that
/// no longer differs makes this fail, and then the name goes.
#[test]
fn the_known_differences_exist() {
    for difference in Difference::ALL {
        for (text, accepted) in difference.examples() {
            let (ours, theirs) = (our_path(text), their_path(text));
            assert_eq!(ours.is_some(), *accepted, "{difference:?}: {text}");
            assert_ne!(ours, theirs, "{difference:?}: {text}");
            assert!(known::in_text(text).contains(&difference), "{text}");
        }
    }
}
