use scim::{Leniency, schema};
use serde_json::{Value, json};

use super::*;

fn person(body: Value) -> Person {
    let incoming = Resource::from_client(body, schema::user(), Leniency::lenient()).unwrap();
    Person::of("u1", &incoming.resource)
}

#[test]
fn the_primary_address_identifies() {
    let said = person(json!({
        "userName": "ada",
        "emails": [{"value": "home@x.org"}, {"value": "work@x.org", "primary": true}],
    }));
    assert_eq!(said.email.as_deref(), Some("work@x.org"));
}

#[test]
fn without_emails_a_user_name_that_is_an_address_serves() {
    assert_eq!(
        person(json!({"userName": "ada@x.org"})).email.as_deref(),
        Some("ada@x.org")
    );
    assert_eq!(person(json!({"userName": "ada"})).email, None);
}

#[test]
fn what_is_no_address_is_passed_over() {
    let said = person(json!({
        "userName": "ada",
        "emails": [{"value": "unknown", "primary": true}, {"value": "ada@x.org"}],
    }));
    assert_eq!(said.email.as_deref(), Some("ada@x.org"));
}

#[test]
fn addresses_and_what_only_looks_like_one() {
    for (text, expected) in [
        ("a@b", true),
        ("ada@x.org", true),
        ("a@b@c", false),
        ("@x.org", false),
        ("ada@", false),
        ("ada x@y.org", false),
        ("ada\0@y.org", false),
        ("ada@\u{1b}[2Jy.org", false),
        ("ada", false),
        ("", false),
    ] {
        assert_eq!(is_address(text), expected, "{text:?}");
    }
}

#[test]
fn the_name_for_people_is_put_together_where_it_is_not_said() {
    for (body, expected) in [
        (
            json!({"userName": "a", "displayName": "Ada L."}),
            Some("Ada L."),
        ),
        (
            json!({"userName": "a", "name": {"formatted": "Ada Lovelace"}}),
            Some("Ada Lovelace"),
        ),
        (
            json!({"userName": "a", "name": {"givenName": "Ada", "familyName": "Lovelace"}}),
            Some("Ada Lovelace"),
        ),
        (
            json!({"userName": "a", "name": {"familyName": "Lovelace"}}),
            Some("Lovelace"),
        ),
        (json!({"userName": "a"}), None),
    ] {
        assert_eq!(person(body).display_name.as_deref(), expected);
    }
}

#[test]
fn active_unless_the_directory_says_no_or_takes_its_word_back() {
    assert_eq!(person(json!({"userName": "a"})).active, Some(true));
    assert_eq!(
        person(json!({"userName": "a", "active": false})).active,
        Some(false)
    );
    let stored = br#"{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"a"}"#;
    let silent = Person::of("u1", &Resource::from_stored(stored).unwrap());
    assert_eq!(silent.active, None);
    assert!(!silent.gets_access());
}
