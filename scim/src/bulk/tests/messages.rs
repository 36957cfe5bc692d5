use super::*;

#[test]
fn every_member_of_an_operation_is_read() {
    let read = operations(json!([
        {
            "method": "PUT",
            "bulkId": "b",
            "version": "W/\"4\"",
            "path": "/Users/7?attributes=userName",
            "data": { "userName": "ada" },
        },
        { "method": "DELETE", "path": "/Users/7", "data": ["bulkId:x"], "version": null },
        { "method": "GET", "path": "/Users/7" },
    ]));
    let [put, delete, get] = read.try_into().unwrap();
    assert_eq!(put.method, Method::Put);
    assert_eq!(put.bulk_id.as_deref(), Some("b"));
    assert_eq!(put.version.as_deref(), Some("W/\"4\""));
    assert_eq!(put.path, "/Users/7");
    assert_eq!(put.data, Some(json!({ "userName": "ada" })));
    assert_eq!((delete.method, delete.data), (Method::Delete, None));
    assert_eq!(get.method, Method::Other("GET".to_owned()));
}

#[test]
fn what_is_no_bulk_request_is_refused_with_the_place() {
    let (add, remove) = (user("a"), json!({ "method": "DELETE", "path": "/Users/1" }));
    for (operations, scim_type, words) in [
        (json!([]), ScimType::InvalidSyntax, "at least one operation"),
        (json!({}), ScimType::InvalidSyntax, "at least one operation"),
        (
            json!(null),
            ScimType::InvalidSyntax,
            "at least one operation",
        ),
        (
            json!([remove, 1]),
            ScimType::InvalidValue,
            "Operations[1]: an operation must be",
        ),
        (
            json!([{ "path": "/Users/1" }]),
            ScimType::InvalidValue,
            "[0]: 'method' is missing",
        ),
        (
            json!([{ "method": "PUT" }]),
            ScimType::InvalidValue,
            "[0]: 'path' is missing",
        ),
        (
            json!([{ "method": 1, "path": "/Users/1" }]),
            ScimType::InvalidValue,
            "method must be a string, but the request has a number",
        ),
        (
            json!([{ "method": "POST", "path": "/Users", "data": {} }]),
            ScimType::InvalidValue,
            "[0]: 'bulkId' is missing",
        ),
        (
            json!([{ "method": "POST", "path": "/Users", "data": {}, "bulkId": "" }]),
            ScimType::InvalidValue,
            "'bulkId' is missing",
        ),
        (
            json!([add, { "method": "PATCH", "path": "/Users/1" }]),
            ScimType::InvalidValue,
            "[1]: 'data' is missing",
        ),
        (
            json!([{ "method": "DELETE", "path": "/Users/1", "version": 3 }]),
            ScimType::InvalidValue,
            "version must be a string",
        ),
        (
            json!([add, remove, add]),
            ScimType::InvalidValue,
            "Operations[2]: another operation has the bulkId 'a'",
        ),
    ] {
        let refused = parse(message(operations.clone())).unwrap_err();
        assert_eq!(
            (refused.status, refused.scim_type),
            (400, Some(scim_type)),
            "{operations}"
        );
        assert!(
            refused.detail.contains(words),
            "{operations}: {}",
            refused.detail
        );
    }
    for body in [
        json!([]),
        json!("x"),
        json!({ "schemas": [urn::BULK_REQUEST] }),
    ] {
        let refused = parse(body).unwrap_err();
        assert_eq!(refused.scim_type, Some(ScimType::InvalidSyntax));
    }
}

#[test]
fn more_operations_than_announced_are_413_and_the_limit_is_named() {
    let three = message(json!([user("a"), user("b"), user("c")]));
    let refused = BulkRequest::parse(three.clone(), 2, Leniency::lenient()).unwrap_err();
    assert_eq!(refused.status, 413);
    assert!(refused.detail.contains("maxOperations is 2"), "{refused}");
    assert!(BulkRequest::parse(three, 3, Leniency::lenient()).is_ok());
}

#[test]
fn the_limit_of_errors_is_a_whole_number_of_at_least_one() {
    let with = |limit: Value| {
        json!({
            "schemas": [urn::BULK_REQUEST],
            "failOnErrors": limit,
            "Operations": [user("a")],
        })
    };
    for (sent, read) in [
        (json!(1), Some(1)),
        (json!(7), Some(7)),
        (json!(null), None),
    ] {
        assert_eq!(parse(with(sent)).unwrap().fail_on_errors, read);
    }
    for sent in [json!("1"), json!(-1), json!(1.5), json!(true), json!([1])] {
        let refused = parse(with(sent.clone())).unwrap_err();
        assert_eq!(refused.scim_type, Some(ScimType::InvalidValue), "{sent}");
        assert!(refused.detail.contains("failOnErrors"), "{sent}");
    }
    let zero = parse(with(json!(0))).unwrap();
    assert_eq!(zero.fail_on_errors, None);
    assert_eq!(zero.notes[0].tolerance, leniency::ZERO_FAIL_ON_ERRORS);
    assert!(BulkRequest::parse(with(json!(0)), 9, Leniency::strict()).is_err());
}

#[test]
fn sloppy_messages_are_understood_noted_and_refused_in_strict_mode() {
    let shouting = json!({ "METHOD": "POST", "path": "/Users", "bulkId": "a", "data": {} });
    let whispering = json!({ "method": "delete", "path": "/Users/1" });
    let stranger = json!({ "method": "DELETE", "path": "/Users/1", "status": "200" });
    let at = |path: &str| message(json!([{ "method": "DELETE", "path": path }]));
    let sent = [user("a")];
    for (body, tolerance) in [
        (json!({ "Operations": sent }), leniency::MISSING_SCHEMAS),
        (
            json!({ "schemas": [urn::BULK_REQUEST, "urn:x"], "Operations": sent }),
            leniency::UNKNOWN_SCHEMA,
        ),
        (
            json!({ "schemas": [urn::BULK_REQUEST], "operations": sent }),
            leniency::KEYWORD_CASE,
        ),
        (
            json!({ "schemas": [urn::BULK_REQUEST], "Operations": sent, "id": "1" }),
            leniency::UNKNOWN_ATTRIBUTE,
        ),
        (message(json!([shouting])), leniency::KEYWORD_CASE),
        (message(json!([whispering])), leniency::KEYWORD_CASE),
        (message(json!([stranger])), leniency::UNKNOWN_ATTRIBUTE),
        (at("Users/1"), leniency::BULK_PATH),
        (at("/scim/v2/Users/1"), leniency::BULK_PATH),
        (at("https://x.example/scim/v2/Users/1"), leniency::BULK_PATH),
        (at("/Users/bulkId:a"), leniency::BULK_ID_IN_PATH),
        (at("/Users/bulkId%3Aa/"), leniency::BULK_ID_IN_PATH),
    ] {
        let request = parse(body.clone()).unwrap();
        let [operation] = request.operations.as_slice() else {
            panic!("{body}");
        };
        let notes: Vec<_> = request.notes.iter().chain(&operation.notes).collect();
        let names: Vec<_> = notes.iter().map(|note| note.tolerance).collect();
        assert_eq!(names, [tolerance], "{body}");
        assert!(!matches!(operation.method, Method::Other(_)), "{body}");
        assert!(
            BulkRequest::parse(body.clone(), 9, Leniency::strict()).is_err(),
            "{body}"
        );
    }
}

#[test]
fn a_path_below_the_base_url_is_as_it_is_to_be() {
    for path in ["/Users/1", "/Users/1/", "/Groups/1?attributes=id"] {
        operations(json!([{ "method": "DELETE", "path": path }]));
    }
}

#[test]
fn operations_of_a_patch_may_come_without_their_message() {
    let bare = json!([{ "op": "remove", "path": "nickName" }]);
    let read = operations(json!([{ "method": "PATCH", "path": "/Users/1", "data": bare }]));
    assert_eq!(read[0].data, Some(json!({ "Operations": bare })));
}
