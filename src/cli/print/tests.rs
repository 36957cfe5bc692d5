use super::{LONGEST_CELL, cell, time_or, visible};

#[test]
fn what_acts_on_a_terminal_is_marked() {
    let cases = [
        ("Ada", "Ada"),
        ("Zoë 山田", "Zoë 山田"),
        ("\u{1b}[2J\u{7}gone", "\u{fffd}[2J\u{fffd}gone"),
        ("\u{9b}31m", "\u{fffd}31m"),
        ("a\rb\tc\0", "a\u{fffd}b\u{fffd}c\u{fffd}"),
        ("\u{202e}moc.x@ada", "\u{fffd}moc.x@ada"),
        ("\u{2066}a\u{2069}", "\u{fffd}a\u{fffd}"),
    ];
    for (text, expected) in cases {
        assert_eq!(visible(text, true), expected, "{text:?}");
    }
}

#[test]
fn a_cell_is_one_line_and_not_longer_than_a_screen_takes() {
    assert_eq!(cell("a\nb"), "a\u{fffd}b");
    assert_eq!(visible("a\nb", true), "a\nb");
    let long = cell(&"é".repeat(LONGEST_CELL + 1));
    assert_eq!(long.chars().count(), LONGEST_CELL + 1);
    assert!(long.ends_with('…'));
}

#[test]
fn a_time_has_milliseconds_and_other_text_stays_as_it_is() {
    for (text, expected) in [
        ("2026-11-24T04:22:10.882264791Z", "2026-11-24T04:22:10.882Z"),
        ("2026-11-24T04:22:10Z", "2026-11-24T04:22:10.000Z"),
        ("2026-11-24", "2026-11-24"),
        ("none", "none"),
        ("", ""),
    ] {
        assert_eq!(time_or(text), expected);
    }
}
