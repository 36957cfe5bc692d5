use std::fs;

use rcgen::{CertificateParams, KeyPair};

use super::*;
use crate::fixture::material;

/// A certificate whose validity is given in days, as PEM.
fn certificate(from: (i32, u8, u8), until: (i32, u8, u8)) -> String {
    let mut params = CertificateParams::new([String::from("localhost")]).unwrap();
    params.not_before = rcgen::date_time_ymd(from.0, from.1, from.2);
    params.not_after = rcgen::date_time_ymd(until.0, until.1, until.2);
    params
        .self_signed(&KeyPair::generate().unwrap())
        .unwrap()
        .pem()
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

#[test]
fn validity_is_read_in_both_forms_of_time() {
    let material = material();
    // Years from 2050 on are written as GeneralizedTime, those before as UTCTime.
    fs::write(
        &material.tls.certificate,
        certificate((1999, 12, 31), (2061, 2, 3)),
    )
    .unwrap();
    let expected = Validity {
        from: at("1999-12-31T00:00:00Z"),
        until: at("2061-02-03T00:00:00Z"),
    };
    assert_eq!(validity(&material.tls).unwrap(), expected);
}

#[test]
fn both_ends_are_included() {
    let validity = Validity {
        from: at("2026-01-01T00:00:00Z"),
        until: at("2026-12-31T23:59:59Z"),
    };
    for (now, inside) in [
        ("2025-12-31T23:59:59Z", false),
        ("2026-01-01T00:00:00Z", true),
        ("2026-12-31T23:59:59Z", true),
        ("2027-01-01T00:00:00Z", false),
    ] {
        assert_eq!(validity.contains(at(now)), inside, "{now}");
    }
}

#[test]
fn the_leaf_is_the_one_that_counts() {
    let material = material();
    let chain = certificate((2020, 1, 1), (2021, 1, 1)) + &certificate((2020, 1, 1), (2040, 1, 1));
    fs::write(&material.tls.certificate, chain).unwrap();
    let validity = validity(&material.tls).unwrap();
    assert_eq!(validity.until, at("2021-01-01T00:00:00Z"));
}

#[test]
fn a_certificate_that_is_none_is_refused_by_name() {
    let material = material();
    let pem = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    fs::write(&material.tls.certificate, pem).unwrap();
    let refused = validity(&material.tls).unwrap_err();
    assert!(matches!(refused, Error::CertificateUnreadable { .. }));
}
