use proptest::prelude::*;
use serde_json::json;

use super::*;

fn refused(text: &str, limits: Limits) -> String {
    let error = read(text.as_bytes(), limits).unwrap_err();
    assert_eq!(error.scim_type, Some(ScimType::InvalidSyntax));
    error.detail
}

#[test]
fn values_of_every_type_are_read_in_their_order() {
    let text = r#"{"b":1,"a":[null,true,-2,1.5,"x\u00e9"],"n":18446744073709551615,"o":{}}"#;
    let value = read(text.as_bytes(), Limits::default()).unwrap();
    assert_eq!(value.to_string(), text.replace("\\u00e9", "é"));
}

#[test]
fn a_byte_order_mark_is_skipped() {
    let value = read(b"\xEF\xBB\xBF{\"a\":1}", Limits::default());
    assert_eq!(value, Ok(json!({ "a": 1 })));
}

#[test]
fn a_name_that_occurs_twice_is_refused_in_any_case() {
    for text in [
        r#"{"userName":"a","userName":"b"}"#,
        r#"{"userName":"a","USERNAME":"b"}"#,
        r#"{"a":[{"x":{"Value":1,"value":2}}]}"#,
        r#"{"a\u0062":1,"AB":2}"#,
    ] {
        assert!(
            refused(text, Limits::default()).contains("occurs twice"),
            "{text}"
        );
    }
}

#[test]
fn a_name_that_occurs_twice_among_many_is_refused() {
    let object = |names: &[String]| {
        let members: Vec<_> = names.iter().map(|name| format!("\"{name}\":0")).collect();
        format!("{{{}}}", members.join(","))
    };
    let mut names: Vec<_> = (0..100).map(|number| format!("name{number}")).collect();
    assert!(read(object(&names).as_bytes(), Limits::default()).is_ok());
    for (position, twin) in [(50, "NAME3"), (99, "NAME3"), (99, "NAME70"), (16, "Name15")] {
        let kept = std::mem::replace(&mut names[position], twin.to_owned());
        assert!(refused(&object(&names), Limits::default()).contains(twin));
        names[position] = kept;
    }
}

#[test]
fn depth_is_capped_before_the_stack_is_in_danger() {
    let limits = Limits {
        depth: 3,
        ..Limits::default()
    };
    assert!(read(br#"{"a":[{"b":1}]}"#, limits).is_ok());
    assert!(refused(r#"{"a":[{"b":[]}]}"#, limits).contains("more than 3"));
    refused(&"[".repeat(1_000_000), Limits::default());
    refused(&r#"{"a":"#.repeat(1_000_000), Limits::default());
    let unwise = Limits {
        depth: usize::MAX,
        ..Limits::default()
    };
    refused(&"[".repeat(1_000_000), unwise);
}

#[test]
fn values_are_counted() {
    let limits = Limits {
        values: 4,
        ..Limits::default()
    };
    assert!(read(b"[1,2,3]", limits).is_ok());
    assert!(refused("[1,2,3,4]", limits).contains("more than 4 values"));
    assert!(refused(r#"{"a":{"b":{"c":{"d":1}}}}"#, limits).contains("more than 4"));
}

#[test]
fn a_refusal_names_line_and_column() {
    for (text, start, place) in [
        ("", "The body is empty", ""),
        (" \n", "The body is empty", ""),
        (
            "{\n  \"a\": 1,\n}",
            "The body is not JSON",
            "line 3, column 1",
        ),
        (r#"{"a":1"#, "The body ends too early", "line 1, column 6"),
        ("{} {}", "The body is not JSON", "line 1, column 4"),
        ("{'a':1}", "The body is not JSON", "line 1, column 2"),
        ("NaN", "The body is not JSON", "line 1, column 1"),
        ("1e999", "The body is not JSON", "line 1"),
        ("\"\\ud800\"", "The body", "line 1"),
        (
            "{\"a\":1,\n\"A\":2}",
            "The body is refused",
            "line 2, column 3",
        ),
    ] {
        let detail = refused(text, Limits::default());
        assert!(detail.starts_with(start), "{text}: {detail}");
        assert!(detail.contains(place), "{text}: {detail}");
    }
}

#[test]
fn bytes_that_are_not_utf_8_are_refused() {
    for bytes in [&b"\"\xFF\""[..], b"{\"\xC3\":1}", b"\xFF\xFE{\x00}\x00"] {
        assert!(read(bytes, Limits::default()).is_err());
    }
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        if let Err(error) = read(&bytes, Limits::default()) {
            prop_assert_eq!(error.scim_type, Some(ScimType::InvalidSyntax));
        }
    }

    /// Where serde_json reads something without names, both read the same.
    #[test]
    fn numbers_and_texts_are_read_as_serde_json_reads_them(
        number in any::<f64>(),
        text in any::<String>(),
    ) {
        let bytes = serde_json::to_vec(&json!([number, text])).unwrap();
        let expected: Value = serde_json::from_slice(&bytes).unwrap();
        prop_assert_eq!(read(&bytes, Limits::default()), Ok(expected));
    }
}

#[test]
fn other_encodings_of_unicode_are_called_by_their_name() {
    let text = "{\"a\":1}";
    let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    for bytes in [
        [b"\xFF\xFE", little.as_slice()].concat(),
        [b"\xFE\xFF", big.as_slice()].concat(),
        little,
        big,
        b"\x00\x00\xFE\xFF\x00\x00\x00{".to_vec(),
    ] {
        let error = read(&bytes, Limits::default()).unwrap_err();
        assert_eq!(error.status, 400, "{bytes:?}");
        assert!(error.detail.contains("UTF-8"), "{bytes:?}: {error}");
    }
}
