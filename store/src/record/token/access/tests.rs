use proptest::prelude::*;

use super::*;

fn key() -> AccessTokenKey {
    AccessTokenKey::new(&SigningKey::new([7; 32]))
}

fn token() -> AccessToken {
    AccessToken {
        tenant: TenantId(Uuid::from_u128(0x0193_0000_0000_7000_8000_0000_0000_00ff)),
        public_id: "0123456789abcd".to_owned(),
        expires_at: "2026-01-01T01:00:00Z".parse().unwrap(),
    }
}

#[test]
fn it_is_one_short_word_and_reads_as_it_was_signed() {
    let text = key().sign(&token());
    assert!(text.starts_with("rat_"), "{text}");
    assert_eq!(text.len(), 80);
    assert!(
        text.bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_'),
        "{text}"
    );
    assert!(AccessToken::is_meant(&text));
    assert_eq!(key().verify(&text), Ok(token()));
}

#[test]
fn every_other_text_is_forged() {
    let text = key().sign(&token());
    for length in 0..text.len() {
        let (cut, _) = text.split_at(length);
        assert_eq!(key().verify(cut), Err(ForgedAccessToken), "{cut}");
    }
    for place in 0..text.len() {
        let mut bytes = text.clone().into_bytes();
        bytes[place] = if bytes[place] == b'x' { b'y' } else { b'x' };
        let altered = String::from_utf8(bytes).unwrap();
        assert_eq!(key().verify(&altered), Err(ForgedAccessToken), "{altered}");
    }
    for altered in [format!("{text}0"), format!(" {text}"), String::new()] {
        assert_eq!(key().verify(&altered), Err(ForgedAccessToken), "{altered}");
    }
}

#[test]
fn another_stores_is_forged() {
    let other = AccessTokenKey::new(&SigningKey::new([8; 32]));
    assert_eq!(key().verify(&other.sign(&token())), Err(ForgedAccessToken));
}

#[test]
fn a_time_before_1970_has_ended() {
    let text = key().sign(&AccessToken {
        expires_at: Timestamp::MIN,
        ..token()
    });
    let read = key().verify(&text).unwrap();
    assert_eq!(read.expires_at, Timestamp::UNIX_EPOCH);
}

proptest! {
    #[test]
    fn whatever_is_signed_is_read(tenant: u128, second in 0..253_402_207_200_i64) {
        let token = AccessToken {
            tenant: TenantId(Uuid::from_u128(tenant)),
            expires_at: Timestamp::from_second(second).unwrap(),
            ..token()
        };
        prop_assert_eq!(key().verify(&key().sign(&token)), Ok(token));
    }

    #[test]
    fn no_text_breaks_the_reader(text: String) {
        prop_assert_eq!(key().verify(&text), Err(ForgedAccessToken));
    }
}
