use hyper::Method;
use serde_json::{Value, json};

use super::{Answer, Kind, SHOWN};
use crate::client::Request;
use crate::failure::Failure;

fn answer(status: u16, headers: &[(&str, &str)], body: &str) -> Answer {
    let mut response = hyper::Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    let (parts, ()) = response.body(()).unwrap().into_parts();
    let request = Request::new(Method::GET, "/Users".to_owned(), None);
    Answer::new(&request, parts, body.to_owned().into())
}

fn scim(status: u16, body: &Value) -> Answer {
    answer(
        status,
        &[("content-type", "application/scim+json")],
        &body.to_string(),
    )
}

fn user() -> Value {
    json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
        "id": "7",
        "userName": "a",
        "meta": {
            "resourceType": "User", "created": "2026-01-01T00:00:00Z",
            "lastModified": "2026-01-01T00:00:00Z", "location": "https://h/scim/v2/Users/7",
        },
    })
}

fn expected(failure: Failure) -> String {
    match failure {
        Failure::Objection(objection) => objection.expected,
        other => panic!("no objection: {other}"),
    }
}

#[test]
fn a_list_without_a_field_is_objected_to() {
    let whole = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
        "totalResults": 0, "startIndex": 1, "itemsPerPage": 0, "Resources": [],
    });
    assert_eq!(scim(200, &whole).listing().unwrap().total, 0);
    for field in [
        "schemas",
        "totalResults",
        "startIndex",
        "itemsPerPage",
        "Resources",
    ] {
        let mut lacking = whole.clone();
        lacking.as_object_mut().unwrap().remove(field);
        assert!(scim(200, &lacking).listing().is_err(), "{field}");
    }
    for (field, value) in [("totalResults", json!("0")), ("itemsPerPage", json!(0.5))] {
        let mut wrong = whole.clone();
        wrong[field] = value;
        assert!(scim(200, &wrong).listing().is_err(), "{field}");
    }
    assert!(scim(404, &whole).listing().is_err());
}

#[test]
fn a_resource_that_is_not_whole_is_objected_to() {
    let enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    let whole = user();
    assert_eq!(scim(200, &whole).found(Kind::User, "7").unwrap(), &whole);
    let broken: [(&str, Value); 8] = [
        ("id", json!("")),
        ("id", json!(7)),
        ("schemas", json!([])),
        ("password", json!("secret")),
        ("meta", json!({})),
        ("meta", json!({"resourceType": "Group"})),
        (enterprise, json!({"department": "R&D"})),
        ("id", json!("8")),
    ];
    for (field, value) in broken {
        let mut resource = whole.clone();
        resource[field] = value;
        assert!(
            scim(200, &resource).found(Kind::User, "7").is_err(),
            "{resource}"
        );
    }
}

#[test]
fn a_creation_needs_201_and_the_location_of_the_resource() {
    let located = |status, location: &str| {
        let headers = [
            ("content-type", "application/scim+json"),
            ("location", location),
        ];
        answer(status, &headers, &user().to_string())
    };
    let created = located(201, "https://h/scim/v2/Users/7");
    assert_eq!(created.created(Kind::User).unwrap(), "7");
    for answer in [
        located(200, "https://h/scim/v2/Users/7"),
        located(201, "https://h/scim/v2/Users/8"),
        scim(201, &user()),
        answer(201, &[("location", "https://h/scim/v2/Users/7")], ""),
    ] {
        assert!(answer.created(Kind::User).is_err(), "{answer:?}");
    }
}

#[test]
fn an_error_carries_its_status_as_a_string_and_a_detail() {
    let schemas = ["urn:ietf:params:scim:api:messages:2.0:Error"];
    let whole = json!({
        "schemas": schemas, "status": "409", "scimType": "uniqueness", "detail": "taken",
    });
    scim(409, &whole).duplicate().unwrap();
    let broken = [
        (
            409,
            json!({"schemas": schemas, "status": 409, "detail": "taken"}),
        ),
        (
            409,
            json!({"schemas": schemas, "status": "409", "detail": ""}),
        ),
        (
            409,
            json!({"schemas": [], "status": "409", "detail": "taken"}),
        ),
        (
            409,
            json!({"schemas": schemas, "status": "409", "detail": "taken"}),
        ),
        (400, whole.clone()),
    ];
    for (status, body) in broken {
        assert!(scim(status, &body).duplicate().is_err(), "{status} {body}");
    }
}

#[test]
fn media_types_are_read_without_their_parameters() {
    let wire = crate::dialect::of(crate::Persona::Entra).wire();
    let of = |media| answer(200, &[("content-type", media)], "{}");
    of("application/scim+json; charset=utf-8")
        .readable(&wire)
        .unwrap();
    assert!(of("application/json").readable(&wire).is_err());
    assert!(answer(200, &[], "{}").readable(&wire).is_err());
    answer(204, &[], "").readable(&wire).unwrap();
}

#[test]
fn an_objection_shows_the_first_characters_of_the_body() {
    let failure = answer(500, &[], &"é".repeat(SHOWN + 1)).objection("a user", "why");
    let Failure::Objection(objection) = failure else {
        panic!("no objection")
    };
    assert_eq!(objection.came, format!("500 {}…", "é".repeat(SHOWN)));
    assert_eq!(objection.request, "GET /Users");
}

#[test]
fn statuses_are_named_in_the_objection() {
    assert_eq!(
        expected(scim(500, &json!({})).accept(&[200, 204], "").unwrap_err()),
        "200 or 204"
    );
}
