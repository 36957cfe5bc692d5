use super::*;

#[test]
fn a_tag_is_hmac_sha_256() {
    // RFC 4231 §4.2, whose key of 20 bytes is the same padded with zeros.
    let mut key = [0; LENGTH];
    key[..20].fill(0x0b);
    let tag = DerivedKey(keyed(&key)).tag(b"Hi There");
    assert_eq!(
        record::hex(&tag),
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
    );
}

#[test]
fn a_tag_is_known_again_whole_and_cut_to_half() {
    let key = SigningKey::new([7; LENGTH]).derive("test");
    let tag = key.tag(b"message");
    for kept in [32, 20, 16] {
        assert!(key.verifies(b"message", &tag[..kept]), "{kept}");
    }
    for kept in [15, 1, 0] {
        assert!(!key.verifies(b"message", &tag[..kept]), "{kept}");
    }
    assert!(!key.verifies(b"another", &tag));
    for byte in 0..LENGTH {
        let mut altered = tag;
        altered[byte] ^= 1;
        assert!(!key.verifies(b"message", &altered), "byte {byte}");
    }
    let longer = [tag.as_slice(), &[0]].concat();
    assert!(!key.verifies(b"message", &longer));
}

#[test]
fn what_is_signed_for_one_purpose_or_by_one_store_is_worth_nothing_elsewhere() {
    let store = SigningKey::new([7; LENGTH]);
    let tag = store.derive("one").tag(b"message");
    assert!(store.derive("one").verifies(b"message", &tag));
    assert!(!store.derive("other").verifies(b"message", &tag));
    let other = SigningKey::new([8; LENGTH]);
    assert!(!other.derive("one").verifies(b"message", &tag));
}

#[test]
fn a_row_of_another_length_is_no_key() {
    let key = SigningKey::new([7; LENGTH]);
    assert_eq!(SigningKey::decode(&key.encode()).unwrap(), key);
    assert!(SigningKey::decode(&[7; 31]).is_err());
    assert!(SigningKey::decode(&[]).is_err());
}
