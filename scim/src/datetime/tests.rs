use super::*;

#[test]
fn a_moment_can_be_written_in_several_ways() {
    let moment = parse("2026-11-23T10:00:00Z");
    assert!(moment.is_some());
    for text in [
        "2026-11-23T10:00:00.000Z",
        "2026-11-23T12:00:00+02:00",
        "2026-11-23T10:00:00",
    ] {
        assert_eq!(parse(text), moment, "{text}");
    }
}

#[test]
fn what_is_no_moment_is_none() {
    for text in [
        "",
        "yesterday",
        "2026-11-23",
        "10:00:00",
        "2026-13-01T00:00:00Z",
    ] {
        assert_eq!(parse(text), None, "{text}");
    }
}
