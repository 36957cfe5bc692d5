use super::*;

#[test]
fn a_value_is_well_formed_or_not() {
    for (kind, good, bad) in [
        (
            Kind::DateTime,
            &[
                "2026-01-31T12:00:00Z",
                "2026-01-31T12:00:00.123+01:00",
                "2026-01-31T12:00:00",
            ][..],
            &["", "2026-01-31", "31.01.2026 12:00", "2026-02-30T12:00:00Z"][..],
        ),
        (
            Kind::Reference,
            &[
                "https://x.example/a?b=c#d",
                "../Users/26118915",
                "urn:example:7",
                "/photo%20of%20me.jpg",
                "http://[::1]/",
            ],
            &[
                "",
                "https://x.example/a b",
                "a\nb",
                "%2",
                "100%zz",
                "f\u{fc}r",
                "<a>",
                "{id}",
            ],
        ),
        (
            Kind::Binary,
            &["", "TQ==", "TQ", "TWE=", "TWFu", "_-8", "+/8="],
            &[
                "T",
                "TWFuT",
                "TQ=",
                "TQ===",
                "=",
                "TW\nFu",
                "TW Fu",
                "T\u{e4}==",
            ],
        ),
    ] {
        for text in good {
            assert_eq!(missed(kind, text), None, "{text}");
        }
        for text in bad {
            assert!(missed(kind, text).is_some(), "{text}");
        }
    }
}

#[test]
fn a_text_may_be_any() {
    assert_eq!(missed(Kind::String, "\u{0}"), None);
}
