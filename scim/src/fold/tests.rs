use proptest::prelude::*;

use super::*;

#[test]
fn texts_that_differ_only_in_case_fold_to_one_form() {
    for (one, other) in [
        ("Bob@Example.COM", "bob@example.com"),
        ("STRASSE", "straße"),
        ("ΣΊΣΥΦΟΣ", "σίσυφος"),
        ("ÅNGSTRÖM", "ångström"),
        // The Kelvin sign is an upper-case k to Unicode.
        ("\u{212A}arl", "karl"),
        // One letter or two code points: keyboards and directories differ.
        ("A\u{308}rger", "ärger"),
        // Of the width that East Asian keyboards make.
        ("\u{FF21}da\u{FF20}x", "ada@x"),
    ] {
        assert_eq!(fold(one), fold(other));
    }
}

#[test]
fn texts_that_differ_in_more_than_case_stay_apart() {
    for (one, other) in [("a", "ä"), ("bob", "bob "), ("i", "ı")] {
        assert_ne!(fold(one), fold(other));
    }
}

#[test]
fn folding_again_changes_nothing() {
    for text in [
        "Bob",
        "straße",
        "İstanbul",
        "ﬁ",
        "\u{3b1}\u{345}\u{301}",
        "",
    ] {
        assert_eq!(fold(&fold(text)), fold(text));
    }
}

proptest! {
    #[test]
    fn what_is_folded_stays_so(text in "\\PC*") {
        prop_assert_eq!(fold(&fold(&text)), fold(&text));
    }
}
