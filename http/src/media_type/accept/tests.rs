use http::HeaderValue;

use super::*;

#[test]
fn plain_json_is_named_so_for_those_who_want_that_more() {
    for (accept, expected) in [
        (&[][..], false),
        (&["application/scim+json"], false),
        (&["application/scim+json; charset=utf-8"], false),
        (&["*/*"], false),
        (&["application/*"], false),
        (&["application/json"], true),
        (&["Application/JSON;charset=utf-8"], true),
        (&["application/json, application/scim+json"], false),
        (&["application/json", "application/scim+json"], false),
        (&["application/json, text/plain, */*"], false),
        (&["application/json, */*;q=0.5"], true),
        (&["application/json;q=0.9, application/scim+json"], false),
        (
            &["application/scim+json;q=0.1, application/json;q=0.2"],
            true,
        ),
        (&["*/*, application/scim+json;q=0"], true),
        (&["application/json;q=0"], false),
        (&["application/json;q=often"], false),
        (&["text/html, application/xml"], false),
        (&["application/xml"], false),
        (&[""], false),
    ] {
        let mut headers = HeaderMap::new();
        for value in accept {
            headers.append(ACCEPT, HeaderValue::from_static(value));
        }
        assert_eq!(prefers_json(&headers), expected, "{accept:?}");
    }
}
