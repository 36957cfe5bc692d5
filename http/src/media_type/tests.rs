use super::*;

#[test]
fn both_json_types_are_read_with_any_parameters_but_only_in_utf8() {
    for (sent, expected) in [
        ("application/scim+json", Ok(())),
        ("application/json", Ok(())),
        ("Application/SCIM+JSON", Ok(())),
        ("application/scim+json; charset=utf-8", Ok(())),
        ("application/json;charset=UTF-8;x=y", Ok(())),
        ("application/json; Charset=\"utf-8\"", Ok(())),
        ("application/json; charset=us-ascii", Ok(())),
        ("application/json; x; version=2", Ok(())),
        (" application/json ", Ok(())),
        ("application/json; charset=utf-16", Err(BodyError::Charset)),
        (
            "application/json;charset=iso-8859-1",
            Err(BodyError::Charset),
        ),
        ("application/json; charset=", Err(BodyError::Charset)),
        ("application/jsonx", Err(BodyError::MediaType)),
        ("text/plain; charset=utf-8", Err(BodyError::MediaType)),
        ("application/xml", Err(BodyError::MediaType)),
        (
            "application/x-www-form-urlencoded",
            Err(BodyError::MediaType),
        ),
        ("", Err(BodyError::MediaType)),
    ] {
        let header = HeaderValue::from_str(sent).unwrap();
        assert_eq!(check_json(&header), expected, "{sent:?}");
    }
    let no_text = HeaderValue::from_bytes(b"application/\xff").unwrap();
    assert_eq!(check_json(&no_text), Err(BodyError::MediaType));
}
