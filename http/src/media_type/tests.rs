use super::*;

#[test]
fn both_json_types_are_read_with_any_parameters() {
    for (sent, expected) in [
        ("application/scim+json", true),
        ("application/json", true),
        ("Application/SCIM+JSON", true),
        ("application/scim+json; charset=utf-8", true),
        ("application/json;charset=UTF-8;x=y", true),
        (" application/json ", true),
        ("application/jsonx", false),
        ("text/plain", false),
        ("application/xml", false),
        ("application/x-www-form-urlencoded", false),
        ("", false),
    ] {
        let header = HeaderValue::from_str(sent).unwrap();
        assert_eq!(is_json(&header), expected, "{sent:?}");
    }
    assert!(!is_json(
        &HeaderValue::from_bytes(b"application/\xff").unwrap()
    ));
}
