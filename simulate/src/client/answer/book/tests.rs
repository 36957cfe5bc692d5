use hyper::Method;
use serde_json::{Value, json};

use super::date_time::is_date_time;
use super::{Answer, Declared};
use crate::attribute::{ENTERPRISE, USER};
use crate::client::Request;
use crate::failure::Failure;

const LOCATION: &str = "https://h/scim/v2/Users/7";
const TAG: &str = "W/\"1\"";

fn answer(target: &str, status: u16, headers: &[(&str, &str)], body: &str) -> Answer {
    let mut response = hyper::Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    let (parts, ()) = response.body(()).unwrap().into_parts();
    let request = Request::new(Method::GET, target.to_owned(), None);
    Answer::new(&request, parts, body.to_owned().into())
}

fn user() -> Value {
    json!({
        "schemas": [USER],
        "id": "7",
        "userName": "ada",
        "active": true,
        "emails": [{ "value": "a@example.com", "primary": true }],
        "meta": {
            "resourceType": "User", "created": "2026-01-01T00:00:00Z",
            "lastModified": "2026-01-02T00:00:00.25+01:00", "location": LOCATION, "version": TAG,
        },
    })
}

fn declared() -> Declared {
    let types = json!([{
        "name": "User", "endpoint": "/Users", "schema": USER,
        "schemaExtensions": [{ "schema": ENTERPRISE, "required": false }],
    }]);
    let value = json!({ "name": "value", "type": "string" });
    let schemas = json!([
        { "id": USER, "attributes": [
            { "name": "userName", "type": "string" },
            { "name": "active", "type": "boolean" },
            { "name": "born", "type": "dateTime" },
            { "name": "pin", "type": "string", "returned": "never" },
            { "name": "emails", "type": "complex", "multiValued": true, "subAttributes": [
                value, { "name": "primary", "type": "boolean" },
            ] },
        ] },
        { "id": ENTERPRISE, "attributes": [{ "name": "manager", "type": "complex",
            "subAttributes": [value] }] },
    ]);
    Declared::new(types.as_array().unwrap(), schemas.as_array().unwrap())
}

fn found(user: &Value) -> Answer {
    let headers = [("location", LOCATION), ("etag", TAG)];
    answer("/Users/7", 200, &headers, &user.to_string())
}

/// What an objection to `answer` had expected.
fn expected(answer: &Answer) -> String {
    match answer.by_the_book(Some(&declared())) {
        Err(Failure::Objection(objection)) => objection.expected,
        other => panic!("no objection to {answer:?}: {other:?}"),
    }
}

#[test]
fn a_resource_needs_all_of_meta_and_only_what_is_declared() {
    let whole = user();
    found(&whole).by_the_book(Some(&declared())).unwrap();
    let broken = [
        ("/schemas", json!([]), "schemas"),
        ("/schemas", json!([USER, USER]), "once"),
        ("/schemas", json!([USER, "urn:x"]), "urn:x"),
        ("/id", json!(7), "id"),
        ("/id", json!("bulkId"), "id"),
        ("/meta/created", json!("2026-01-01"), "meta.created"),
        ("/meta/lastModified", json!(1), "meta.lastModified"),
        ("/meta/location", json!("/Users/7"), "meta.location"),
        (
            "/meta/location",
            json!("https://h/Users/8"),
            "meta.location",
        ),
        (
            "/meta/location",
            json!("https://h/Users/7"),
            "header location",
        ),
        ("/meta/version", json!("1"), "meta.version"),
        ("/meta/version", json!("W/\"2\""), "header etag"),
        ("/meta/resourceType", json!("Group"), "meta.resourceType"),
        ("/active", json!("true"), "active"),
        ("/userName", json!(["ada"]), "userName"),
        ("/emails", json!({ "value": "a" }), "emails"),
        (
            "/emails",
            json!([{ "primary": true }, { "primary": true }]),
            "primary",
        ),
        ("/emails", json!([{ "unknown": "a" }]), "unknown"),
    ];
    for (pointer, value, word) in broken {
        let mut user = whole.clone();
        *user.pointer_mut(pointer).unwrap() = value;
        let expected = expected(&found(&user));
        assert!(expected.contains(word), "{pointer}: {expected}");
    }
    for (name, value, word) in [
        ("password", json!("secret"), "password"),
        ("PassWord", json!(null), "password"),
        ("pin", json!("0000"), "pin"),
        ("born", json!("yesterday"), "born"),
        ("shoeSize", json!(38), "shoeSize"),
        (
            ENTERPRISE,
            json!({ "manager": { "value": "7" } }),
            "schemas with",
        ),
    ] {
        let mut user = whole.clone();
        user[name] = value;
        let expected = expected(&found(&user));
        assert!(expected.contains(word), "{name}: {expected}");
    }
    for part in ["resourceType", "created", "lastModified", "location"] {
        let mut user = whole.clone();
        user["meta"].as_object_mut().unwrap().remove(part);
        assert!(expected(&found(&user)).contains(part), "{part}");
    }
}

#[test]
fn a_part_of_a_resource_may_lack_meta_and_never_id_and_schemas() {
    let part = json!({ "schemas": [USER], "id": "7" });
    let of = |target, part: &Value| answer(target, 200, &[("etag", TAG)], &part.to_string());
    let projected = "/Users/7?attributes=userName";
    of(projected, &part).by_the_book(Some(&declared())).unwrap();
    assert_eq!(expected(&of("/Users/7", &part)), "meta");
    for name in ["schemas", "id"] {
        let mut less = part.clone();
        less.as_object_mut().unwrap().remove(name);
        assert!(expected(&of(projected, &less)).contains(name));
    }
}

#[test]
fn headers_are_there_where_the_answer_needs_them() {
    let body = user().to_string();
    let tag = [("etag", TAG)];
    assert_eq!(expected(&answer("/Users", 201, &tag, &body)), "a Location");
    let located = [("location", LOCATION)];
    assert!(expected(&answer("/Users", 201, &located, &body)).contains("ETag"));
    assert!(expected(&answer("/Users/7", 304, &[], "")).contains("ETag"));
    assert_eq!(expected(&answer("/Users/7", 304, &tag, "{}")), "no body");
    assert_eq!(expected(&answer("/Users/7", 204, &[], "{}")), "no body");
    answer("/Users/7", 204, &[], "").by_the_book(None).unwrap();
    assert!(expected(&answer("/Users/7", 200, &[], "")).contains("object"));
}

#[test]
fn an_error_has_its_schema_its_status_as_text_and_a_known_word() {
    let schema = "urn:ietf:params:scim:api:messages:2.0:Error";
    let whole = json!({ "schemas": [schema], "status": "400", "scimType": "invalidPath" });
    let of = |status, body: &Value| answer("/Users", status, &[], &body.to_string());
    of(400, &whole).by_the_book(None).unwrap();
    for (name, value, word) in [
        ("schemas", json!([]), "error body"),
        ("status", json!(400), "as a JSON string"),
        ("status", json!("409"), "\"400\""),
        ("scimType", json!("invalid_path"), "scimType"),
        ("detail", json!({}), "detail"),
    ] {
        let mut broken = whole.clone();
        broken[name] = value;
        let expected = expected(&of(400, &broken));
        assert!(expected.contains(word), "{name}: {expected}");
    }
    for (status, header) in [(401, "www-authenticate"), (405, "allow")] {
        let body = json!({ "schemas": [schema], "status": status.to_string() });
        assert!(expected(&of(status, &body)).contains(header));
    }
}

#[test]
fn a_list_counts_what_it_holds() {
    let schema = "urn:ietf:params:scim:api:messages:2.0:ListResponse";
    let whole = json!({
        "schemas": [schema], "totalResults": 3, "startIndex": 1, "itemsPerPage": 1,
        "Resources": [user()],
    });
    let of = |body: &Value| answer("/Users", 200, &[], &body.to_string());
    of(&whole).by_the_book(Some(&declared())).unwrap();
    let none = json!({ "schemas": [schema], "totalResults": 0 });
    of(&none).by_the_book(None).unwrap();
    let mut nameless = user();
    nameless["id"] = json!("");
    for (name, value, word) in [
        ("totalResults", json!("3"), "totalResults"),
        ("totalResults", json!(0), "totalResults"),
        ("startIndex", json!(0), "startIndex"),
        ("itemsPerPage", json!(2), "itemsPerPage"),
        ("Resources", json!({}), "Resources"),
        ("Resources", json!([nameless]), "id"),
        ("nextCursor", json!(""), "nextCursor"),
    ] {
        let mut broken = whole.clone();
        broken[name] = value;
        let expected = expected(&of(&broken));
        assert!(expected.contains(word), "{name}: {expected}");
    }
    let twice = json!({
        "schemas": [schema], "totalResults": 2, "itemsPerPage": 2, "Resources": [user(), user()],
    });
    assert!(expected(&of(&twice)).contains("once"));
    let mut partial = whole;
    partial.as_object_mut().unwrap().remove("itemsPerPage");
    assert!(expected(&of(&partial)).contains("itemsPerPage"));
}

#[test]
fn a_bulk_answer_tells_of_each_operation() {
    let schema = "urn:ietf:params:scim:api:messages:2.0:BulkResponse";
    let error = json!({ "schemas": ["urn:ietf:params:scim:api:messages:2.0:Error"] });
    let of = |operation: Value| {
        let body = json!({ "schemas": [schema], "Operations": [operation] });
        answer("/Bulk", 200, &[], &body.to_string())
    };
    let post = json!({ "method": "POST", "bulkId": "a", "status": "201", "location": LOCATION });
    let failed = json!({ "method": "POST", "bulkId": "a", "status": "409", "response": error });
    for well in [&post, &failed] {
        of(well.clone()).by_the_book(None).unwrap();
    }
    for (whole, name, value, word) in [
        (&post, "method", json!("GET"), "method"),
        (&post, "bulkId", json!(null), "bulkId"),
        (&post, "status", json!(201), "status"),
        (&post, "status", json!({ "code": "201" }), "status"),
        (&post, "location", json!(null), "location"),
        (&failed, "response", json!(null), "response"),
        (&failed, "method", json!("PATCH"), "location"),
    ] {
        let mut broken = whole.clone();
        broken[name] = value;
        let expected = expected(&of(broken));
        assert!(expected.contains(word), "{name}: {expected}");
    }
}

#[test]
fn a_moment_has_a_date_and_a_time() {
    for well in [
        "2008-01-23T04:56:22Z",
        "2008-01-23T04:56:22",
        "2008-01-23T04:56:22.123456-05:30",
        "12008-01-23T24:00:00Z",
    ] {
        assert!(is_date_time(well), "{well}");
    }
    for broken in [
        "",
        "2008-01-23",
        "2008-01-23 04:56:22Z",
        "2008-13-23T04:56:22Z",
        "2008-1-23T04:56:22Z",
        "2008-01-23T04:56Z",
        "2008-01-23T04:56:22.Z",
        "2008-01-23T04:56:22+0100",
        "2008-01-23T04:56:22Ü",
    ] {
        assert!(!is_date_time(broken), "{broken}");
    }
}
