use proptest::prelude::*;

use super::*;

fn token() -> TokenText {
    TokenText::mint([7; PUBLIC_ID_BYTES], [9; SECRET_BYTES])
}

#[test]
fn the_checksum_is_the_one_that_scanners_know() {
    assert_eq!(crc32::of(b"123456789"), 0xcbf4_3926);
}

#[test]
fn base62_is_fixed_in_width_and_orders_as_numbers() {
    assert_eq!(base62::encode(&[0; 4]), "000000");
    assert_eq!(base62::encode(&[0, 0, 0, 61]), "00000z");
    assert_eq!(base62::encode(&[0, 0, 0, 62]), "000010");
    assert_eq!(base62::encode(&[0xff; 4]), "4gfFC3");
    for bytes in [1, 4, PUBLIC_ID_BYTES, SECRET_BYTES] {
        let largest = base62::encode(&vec![0xff; bytes]);
        assert_eq!(largest.len(), base62::length(bytes));
        assert!(
            !largest.starts_with('0'),
            "a digit too many for {bytes} bytes"
        );
    }
}

#[test]
fn base62_is_read_back_and_a_number_too_large_is_not() {
    assert_eq!(base62::decode("4gfFC3"), Some([0xff; 4]));
    assert_eq!(base62::decode("000010"), Some([0, 0, 0, 62]));
    for text in ["4gfFC4", "zzzzzz", "00000", "0000000", "00-000", "0000é"] {
        assert_eq!(base62::decode::<4>(text), None, "{text}");
    }
}

#[test]
fn a_token_is_one_short_word() {
    let text = token().reveal();
    assert!(text.starts_with("rst_"));
    assert!(text.len() <= 80, "{} characters", text.len());
    assert!(
        text.bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    );
    assert!(text.starts_with(&token().prefix()));
    assert_eq!(token().prefix().len(), 12);
}

#[test]
fn a_token_reads_what_it_reveals() {
    let text = token().reveal();
    assert_eq!(TokenText::parse(&text), Ok(token()));
    assert_eq!(TokenText::parse(&text).unwrap().digest(), token().digest());
}

#[test]
fn blanks_around_it_are_tolerated_and_blanks_inside_are_not() {
    let text = token().reveal();
    assert_eq!(TokenText::parse(&format!(" \t{text}\r\n")), Ok(token()));
    let broken = text.replacen("rst_", "rst_ ", 1);
    assert!(TokenText::parse(&broken).is_err());
    let (front, back) = text.split_at(30);
    let malformed = TokenText::parse(&format!("{front} {back}")).unwrap_err();
    assert_eq!(malformed.public_id.as_deref(), Some(token().public_id()));
}

#[test]
fn a_cut_token_still_names_its_record() {
    let text = token().reveal();
    for length in 0..text.len() {
        let malformed = TokenText::parse(text.get(..length).unwrap()).unwrap_err();
        let readable = length >= "rst_".len() + PUBLIC_ID_LENGTH;
        assert_eq!(
            malformed.public_id.is_some(),
            readable,
            "{length} characters"
        );
    }
}

#[test]
fn every_altered_character_is_noticed() {
    let text = token().reveal();
    for (at, old) in text.char_indices() {
        let new = if old == 'x' { 'y' } else { 'x' };
        let mut altered = text.clone();
        altered.replace_range(at..=at, &new.to_string());
        assert!(TokenText::parse(&altered).is_err(), "character {at}");
    }
}

#[test]
fn what_is_no_token_is_malformed() {
    for text in [
        "",
        "rst_",
        "Bearer",
        "ghp_0123456789",
        "rst_ü",
        &"x".repeat(10_000),
    ] {
        assert_eq!(
            TokenText::parse(text),
            Err(MalformedToken { public_id: None }),
            "{text}"
        );
    }
}

#[test]
fn debug_never_shows_the_secret() {
    let shown = format!("{:?} {:?}", token(), token().digest());
    assert!(!shown.contains(&token().secret));
    assert!(shown.contains(token().public_id()));
}

#[test]
fn a_digest_survives_json_and_nothing_else_is_one() {
    let digest = token().digest();
    let json = serde_json::to_string(&digest).unwrap();
    assert_eq!(json.len(), 66);
    assert_eq!(serde_json::from_str::<SecretDigest>(&json).unwrap(), digest);
    for text in ["\"\"", "\"ab\"", "\"abc\"", &json.to_uppercase(), "7"] {
        assert!(
            serde_json::from_str::<SecretDigest>(text).is_err(),
            "{text}"
        );
    }
}

proptest! {
    #[test]
    fn every_minted_token_is_read(public_id: [u8; PUBLIC_ID_BYTES], secret: [u8; SECRET_BYTES]) {
        let token = TokenText::mint(public_id, secret);
        prop_assert_eq!(TokenText::parse(&token.reveal()), Ok(token));
    }

    #[test]
    fn nothing_else_is_a_token_or_makes_the_reader_panic(text in "\\PC*") {
        prop_assert!(TokenText::parse(&text).is_err());
        let started = format!("rst_{text}");
        prop_assert!(TokenText::parse(&started).is_err());
    }
}
