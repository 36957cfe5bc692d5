use proptest::prelude::*;

use super::*;

#[test]
fn formulas_are_made_harmless_and_other_text_stays() {
    for (text, expected) in [
        ("=1+1", "'=1+1"),
        ("+49 30", "'+49 30"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("'=1", "''=1"),
        ("ada@x.org", "ada@x.org"),
        ("'tis", "'tis"),
        ("", ""),
    ] {
        assert_eq!(harmless(text), expected);
    }
}

#[test]
fn several_texts_are_found_in_what_people_write() {
    for (cell, expected) in [
        ("7A", vec!["7A"]),
        ("7A; 7B,7C\n7D", vec!["7A", "7B", "7C", "7D"]),
        (" ; ", vec![]),
        (
            r"Smith\, Room 2;a\\b;c\d",
            vec!["Smith, Room 2", r"a\b", r"c\d"],
        ),
        (r"end\", vec![r"end\"]),
    ] {
        assert_eq!(split(cell), expected, "{cell:?}");
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read_again(text in r"['=+\-@\ta\\;,]{0,6}", more in r"[a\\;,=\n]{1,5}") {
        let written = harmless(&text);
        prop_assert_eq!(disarmed(&written), &text);
        let texts: Vec<_> = [text.trim(), more.trim()]
            .into_iter()
            .filter(|text| !text.is_empty())
            .collect();
        prop_assert_eq!(split(&join(texts.iter().copied())), texts);
    }
}
