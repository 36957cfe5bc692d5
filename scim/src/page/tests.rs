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
            (i64::MAX.unsigned_abs(), Some(3)),
        ),
    ] {
        let page = Page::parse(start_index, None, count).unwrap();
        assert_eq!(
            (page.start, page.count),
            (Start::Index(expected.0), expected.1)
        );
    }
}

#[test]
fn a_cursor_that_is_named_pages_by_cursor() {
    for (cursor, count, expected) in [
        ("", None, (None, None)),
        ("", Some("10"), (None, Some(10))),
        ("a-b_c", Some("-1"), (Some("a-b_c"), Some(0))),
    ] {
        let page = Page::parse(None, Some(cursor), count).unwrap();
        let start = Start::Cursor(expected.0.map(str::to_owned));
        assert_eq!((page.start, page.count), (start, expected.1));
    }
}

#[test]
fn what_cannot_be_read_is_refused_by_name() {
    use ScimType::{InvalidCount, InvalidValue};
    for (start_index, cursor, count, scim_type, name) in [
        (Some("one"), None, None, InvalidValue, "startIndex"),
        (Some(""), None, None, InvalidValue, "startIndex"),
        (None, None, Some("1.5"), InvalidValue, "count"),
        (None, Some(""), Some("1.5"), InvalidCount, "count"),
        (
            Some("1"),
            Some(""),
            None,
            InvalidValue,
            "startIndex and a cursor",
        ),
    ] {
        let error = Page::parse(start_index, cursor, count).unwrap_err();
        assert_eq!((error.status, error.scim_type), (400, Some(scim_type)));
        assert!(error.detail.contains(name), "{}", error.detail);
    }
}

fn list(total: u64, place: &Place, resources: &[Vec<u8>]) -> Value {
    serde_json::from_slice(&list_response(total, place, resources)).unwrap()
}

#[test]
fn a_list_holds_its_resources_as_they_are() {
    let resources = [br#"{"id":"a"}"#.to_vec(), br#"{"id":"b"}"#.to_vec()];
    assert_eq!(
        list(7, &Place::StartIndex(3), &resources),
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
fn a_page_by_cursor_says_how_to_go_on_and_the_last_one_does_not() {
    let next = |cursor: Option<&str>| {
        let place = Place::NextCursor(cursor.map(str::to_owned));
        let page = list(7, &place, &[b"{}".to_vec()]);
        assert_eq!(
            (&page["totalResults"], &page["itemsPerPage"]),
            (&json!(7), &json!(1))
        );
        assert_eq!(page.get("startIndex"), None);
        page.get("nextCursor").cloned()
    };
    assert_eq!(next(Some("a-b_c")), Some(json!("a-b_c")));
    assert_eq!(next(None), None);
}

#[test]
fn an_empty_list_still_has_resources() {
    for place in [Place::StartIndex(1), Place::NextCursor(None)] {
        let list = list(0, &place, &[]);
        assert_eq!(
            (&list["totalResults"], &list["Resources"]),
            (&json!(0), &json!([]))
        );
    }
}
