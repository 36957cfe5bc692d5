//! Each tolerance for bodies, by its name: what it makes of the body, and that strict mode refuses.

use super::*;

/// The body is read as `expected` with this one tolerance, and refused in strict mode.
fn tolerated(tolerance: leniency::Tolerance, subject: &str, body: Value, expected: Value) {
    let incoming = read(body.clone());
    let plain = read(user(expected));
    assert_eq!(incoming.resource, plain.resource, "{tolerance}");
    let note = Note {
        tolerance,
        subject: subject.to_owned(),
    };
    assert_eq!(incoming.notes, [note]);
    refuse(body, Leniency::strict());
}

#[test]
fn array_for_single() {
    tolerated(
        leniency::ARRAY_FOR_SINGLE,
        "title",
        user(json!({ "title": ["Boss"] })),
        json!({ "title": "Boss" }),
    );
}

#[test]
fn single_for_array() {
    tolerated(
        leniency::SINGLE_FOR_ARRAY,
        "emails",
        user(json!({ "emails": { "value": "a@x" } })),
        json!({ "emails": [{ "value": "a@x" }] }),
    );
}

#[test]
fn bare_value() {
    tolerated(
        leniency::BARE_VALUE,
        &format!("{}:manager", urn::ENTERPRISE_USER),
        user(json!({ urn::ENTERPRISE_USER: { "manager": "7" } })),
        json!({ urn::ENTERPRISE_USER: { "manager": { "value": "7" } } }),
    );
    tolerated(
        leniency::BARE_VALUE,
        "emails",
        user(json!({ "emails": ["a@x"] })),
        json!({ "emails": [{ "value": "a@x" }] }),
    );
}

#[test]
fn malformed_value() {
    for (attributes, subject) in [
        (json!({ "profileUrl": "not a URI" }), "profileUrl"),
        (
            json!({ "x509Certificates": [{ "value": "TQ=\n=" }] }),
            "x509Certificates.value",
        ),
        (
            json!({ "photos": [{ "value": "C:\\ada.jpg" }] }),
            "photos.value",
        ),
    ] {
        let body = user(attributes.clone());
        tolerated(leniency::MALFORMED_VALUE, subject, body, attributes);
    }
}

#[test]
fn string_boolean() {
    for (text, value) in [
        ("True", true),
        ("true", true),
        ("False", false),
        ("false", false),
    ] {
        tolerated(
            leniency::STRING_BOOLEAN,
            "active",
            user(json!({ "active": text })),
            json!({ "active": value }),
        );
    }
    tolerated(
        leniency::STRING_BOOLEAN,
        "roles.primary",
        user(json!({ "roles": [{ "value": "r", "primary": "True" }] })),
        json!({ "roles": [{ "value": "r", "primary": true }] }),
    );
}

#[test]
fn empty_text() {
    for (subject, attributes) in [
        ("title", json!({ "title": "" })),
        ("name.middleName", json!({ "name": { "middleName": "" } })),
        ("emails", json!({ "emails": "" })),
        ("emails.value", json!({ "emails": [{ "value": "" }] })),
    ] {
        let incoming = read(user(attributes));
        assert_eq!(
            names(incoming.resource.object()),
            ["schemas", "userName", "active"]
        );
        assert_eq!(incoming.notes.len(), 1);
        assert_eq!(incoming.notes[0].tolerance, leniency::EMPTY_TEXT);
        assert_eq!(incoming.notes[0].subject, subject);
    }
    // To the letter it is a value like any other.
    let body = user(json!({ "title": "" }));
    let strict = Resource::from_client(body, schema::user(), Leniency::strict()).unwrap();
    assert_eq!(strict.resource.text("title"), Some(""));
}

#[test]
fn empty_text_for_a_manager_leaves_none() {
    for manager in [
        json!(""),
        json!({ "value": "" }),
        json!({ "value": "", "$ref": "../Users/7" }),
    ] {
        let incoming = read(user(
            json!({ urn::ENTERPRISE_USER: { "manager": manager } }),
        ));
        assert_eq!(
            names(incoming.resource.object()),
            ["schemas", "userName", "active"]
        );
    }
}

#[test]
fn qualified_key() {
    let department = format!("{}:department", urn::ENTERPRISE_USER);
    for (key, value, expected) in [
        (
            "name.givenName",
            json!("A"),
            json!({ "name": { "givenName": "A" } }),
        ),
        (
            department.as_str(),
            json!("R&D"),
            json!({ urn::ENTERPRISE_USER: { "department": "R&D" } }),
        ),
        (
            "manager",
            json!({ "value": "7" }),
            json!({ urn::ENTERPRISE_USER: { "manager": { "value": "7" } } }),
        ),
    ] {
        let body = user(json!({ key: value }));
        tolerated(leniency::QUALIFIED_KEY, key, body, expected);
    }
}

#[test]
fn qualified_keys_add_to_the_object_beside_them() {
    let incoming = read(user(json!({
        "name": { "givenName": "A" },
        "name.familyName": "B",
    })));
    assert_eq!(
        incoming.resource.object()["name"],
        json!({ "familyName": "B", "givenName": "A" })
    );
}

#[test]
fn unknown_attribute() {
    for (subject, body) in [
        ("shoeSize", json!({ "shoeSize": 43 })),
        ("name.nick", json!({ "name": { "nick": "x" } })),
        ("not a name", json!({ "not a name": 1 })),
    ] {
        tolerated(leniency::UNKNOWN_ATTRIBUTE, subject, user(body), json!({}));
    }
    let error = refuse(user(json!({ "shoeSize": 43 })), Leniency::strict());
    assert_eq!(error.scim_type, Some(ScimType::InvalidSyntax));
    assert!(error.detail.contains("shoeSize"));
}

#[test]
fn a_dotted_key_does_not_say_which_of_several_values_it_means() {
    let incoming = read(user(json!({ "emails.value": "a@x" })));
    assert_eq!(incoming.resource.emails(), Vec::<&str>::new());
    assert_eq!(incoming.notes[1].tolerance, leniency::UNKNOWN_ATTRIBUTE);
}

#[test]
fn unknown_schema() {
    let typo = "urn:ietf:params:scim:schemas:extension:enterprise:2.0User";
    tolerated(
        leniency::UNKNOWN_SCHEMA,
        typo,
        json!({ "schemas": [urn::USER, typo], "userName": "a@x.com" }),
        json!({}),
    );
    tolerated(
        leniency::UNKNOWN_SCHEMA,
        "urn:example:2.0:Custom:badge",
        user(json!({ "urn:example:2.0:Custom:badge": "7" })),
        json!({}),
    );
}

#[test]
fn missing_schemas() {
    for schemas in [json!([]), json!(null), json!("x"), json!([7])] {
        tolerated(
            leniency::MISSING_SCHEMAS,
            urn::USER,
            user(json!({ "schemas": schemas })),
            json!({}),
        );
    }
}

#[test]
fn extra_primary() {
    tolerated(
        leniency::EXTRA_PRIMARY,
        "emails",
        user(json!({ "emails": [
            { "value": "a" },
            { "value": "b", "primary": true },
            { "value": "c", "primary": true },
        ] })),
        json!({ "emails": [
            { "value": "a" },
            { "value": "b", "primary": true },
            { "value": "c", "primary": false },
        ] }),
    );
}

#[test]
fn extra_primary_values_that_become_alike_become_one() {
    let incoming = read(user(json!({ "emails": [
        { "value": "a", "primary": true },
        { "value": "b", "primary": false },
        { "value": "b", "primary": true },
    ] })));
    assert_eq!(incoming.resource.emails(), ["a", "b"]);
}
