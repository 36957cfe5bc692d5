use std::fs::{self, Permissions};

use super::*;
use crate::fixture::{material, write_key};

#[test]
fn a_matching_pair_is_loaded_and_offers_both_protocols() {
    let material = material();
    let config = load(&material.tls).unwrap();
    assert_eq!(
        config.alpn_protocols,
        [b"h2".to_vec(), b"http/1.1".to_vec()]
    );
}

#[test]
fn a_key_that_every_user_can_read_is_refused() {
    for (mode, refused) in [(0o600, false), (0o640, false), (0o604, true), (0o644, true)] {
        let material = material();
        fs::set_permissions(&material.tls.key, Permissions::from_mode(mode)).unwrap();
        let exposed = matches!(
            load(&material.tls),
            Err(Error::KeyExposed { mode: told, .. }) if told == mode
        );
        assert_eq!(exposed, refused, "{mode:o}");
    }
}

#[test]
fn a_key_of_another_certificate_is_refused() {
    let (ours, other) = (material(), material());
    let mixed = settings::Tls {
        certificate: ours.tls.certificate.clone(),
        key: other.tls.key.clone(),
    };
    assert!(matches!(load(&mixed), Err(Error::KeyMismatch { .. })));
}

#[test]
fn files_that_hold_something_else_are_refused_by_name() {
    let material = material();
    let settings::Tls { certificate, key } = &material.tls;
    let swapped = fs::read_to_string(key).unwrap();
    fs::write(certificate, swapped).unwrap();
    assert!(
        matches!(load(&material.tls), Err(Error::CertificateMissing { path }) if path == *certificate)
    );
}

#[test]
fn a_key_file_without_a_key_is_refused_by_name() {
    let material = material();
    write_key(&material.tls.key, "not a key");
    assert!(
        matches!(load(&material.tls), Err(Error::Pem { path, .. }) if path == material.tls.key)
    );
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let material = material();
    fs::remove_file(&material.tls.key).unwrap();
    assert!(
        matches!(load(&material.tls), Err(Error::Read { path, .. }) if path == material.tls.key)
    );
}
