use super::*;
use crate::fixture::{certificate, material};

#[test]
fn a_truncated_certificate_has_no_validity() {
    let material = material();
    let whole = certificate(&material.tls);
    assert!(validity(&whole).is_some());
    for length in 0..whole.len() {
        assert_eq!(validity(&whole[..length]), None, "{length} bytes");
    }
}

#[test]
fn a_changed_byte_never_panics() {
    let material = material();
    let whole = certificate(&material.tls);
    for index in 0..whole.len() {
        for byte in [0x00, 0x30, 0x7f, 0x80, 0x84, 0x88, 0xff] {
            let mut changed = whole.to_vec();
            changed[index] = byte;
            let _: Option<Validity> = validity(&changed);
        }
    }
}

#[test]
fn times_are_read_only_in_the_forms_of_rfc_5280() {
    for (kind, text, expected) in [
        (UTC_TIME, "261124010203Z", Some("2026-11-24T01:02:03Z")),
        (UTC_TIME, "491231235959Z", Some("2049-12-31T23:59:59Z")),
        (UTC_TIME, "500101000000Z", Some("1950-01-01T00:00:00Z")),
        (
            GENERALIZED_TIME,
            "20261124010203Z",
            Some("2026-11-24T01:02:03Z"),
        ),
        (
            GENERALIZED_TIME,
            "99991231235959Z",
            Some("9999-12-30T22:00:00.999999999Z"),
        ),
        (UTC_TIME, "2611240102Z", None),
        (UTC_TIME, "261124010203+0100", None),
        (UTC_TIME, "261324010203Z", None),
        (UTC_TIME, "26112401020xZ", None),
        (UTC_TIME, "2611240102033Z", None),
        (GENERALIZED_TIME, "20261124010203.5Z", None),
        (INTEGER, "261124010203Z", None),
    ] {
        let length = u8::try_from(text.len()).unwrap();
        let bytes = [&[kind, length], text.as_bytes()].concat();
        let read = time(&bytes).map(|(time, _)| time.to_string());
        assert_eq!(read.as_deref(), expected, "{text}");
    }
}
