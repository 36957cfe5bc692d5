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
    for text in ["Bob", "straße", "İstanbul", "ﬁ", ""] {
        assert_eq!(fold(&fold(text)), fold(text));
    }
}
