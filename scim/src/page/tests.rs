use serde_json::{Value, json};

use super::*;

#[test]
fn out_of_range_means_the_nearest_that_has_a_meaning() {
    for (start_index, count, expected) in [
        (None, None, (1, None)),
        (Some("5"), Some("10"), (5, Some(10))),
        (Some("0"), Some("0"), (1, Some(0))),
        (Some("-7"), Some("-1"), (1, Some(0))),
        (
            Some("99999999999999999999"),
            Some(" 3 "),
            (u64::MAX, Some(3)),
        ),
    ] {
        let page = Page::parse(start_index, count).unwrap();
        assert_eq!((page.start_index, page.count), expected);
    }
}

#[test]
fn what_is_no_whole_number_is_refused_by_name() {
    for (start_index, count, name) in [
        (Some("one"), None, "startIndex"),
        (Some(""), None, "startIndex"),
        (None, Some("1.5"), "count"),
    ] {
        let error = Page::parse(start_index, count).unwrap_err();
        assert_eq!(error.scim_type, Some(ScimType::InvalidValue));
        assert!(error.detail.contains(name));
    }
}

#[test]
fn a_list_holds_its_resources_as_they_are() {
    let body = list_response(
        7,
        3,
        &[br#"{"id":"a"}"#.to_vec(), br#"{"id":"b"}"#.to_vec()],
    );
    let value: Value = serde_json::from_slice(&body).unwrap();
    assert_eq!(
        value,
        json!({
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
            "totalResults": 7,
            "startIndex": 3,
            "itemsPerPage": 2,
            "Resources": [{ "id": "a" }, { "id": "b" }],
        })
    );
}

#[test]
fn an_empty_list_still_has_resources() {
    let value: Value = serde_json::from_slice(&list_response(0, 1, &[])).unwrap();
    assert_eq!(value["totalResults"], 0);
    assert_eq!(value["Resources"], json!([]));
}
