mod bodies;
mod tolerances;

use serde_json::{Value, json};

use super::*;
use crate::{schema, urn};

fn read(body: Value) -> Incoming {
    Resource::from_client(body, schema::user(), Leniency::lenient()).unwrap()
}

fn refuse(body: Value, leniency: Leniency) -> ScimError {
    Resource::from_client(body, schema::user(), leniency).unwrap_err()
}

/// A user body with these attributes, and the least that strict mode asks for.
fn user(attributes: Value) -> Value {
    let mut body = json!({ "schemas": [urn::USER], "userName": "a@x.com" });
    let Value::Object(attributes) = attributes else {
        panic!("not an object")
    };
    body.as_object_mut().unwrap().extend(attributes);
    body
}

fn names(object: &Object) -> Vec<&str> {
    object.keys().map(String::as_str).collect()
}

#[test]
fn canonical_form_has_the_schemas_names_in_the_schemas_order() {
    let incoming = read(json!({
        "ACTIVE": true,
        "EMAILS": [{ "Primary": true, "TYPE": "work", "value": "a@x.com" }],
        urn::ENTERPRISE_USER.to_uppercase(): { "MANAGER": { "$REF": "../7", "value": "7" }, "costcenter": "1" },
        "Name": { "givenname": "A", "FAMILYNAME": "B" },
        "externalid": "X",
        "username": "a@x.com",
        "schemas": [urn::USER],
    }));
    let object = incoming.resource.object();
    assert_eq!(
        names(object),
        [
            "schemas",
            "externalId",
            "userName",
            "name",
            "active",
            "emails",
            urn::ENTERPRISE_USER
        ]
    );
    let text = Value::Object(object.clone()).to_string();
    for part in [
        r#""name":{"familyName":"B","givenName":"A"}"#,
        r#""emails":[{"value":"a@x.com","type":"work","primary":true}]"#,
        r#"{"costCenter":"1","manager":{"value":"7","$ref":"../7"}}"#,
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
}

#[test]
fn schemas_are_kept_in_step_with_the_extensions() {
    let without = read(user(json!({
        "schemas": [urn::USER, urn::ENTERPRISE_USER],
        urn::ENTERPRISE_USER: { "department": null, "manager": {} },
    })));
    assert_eq!(without.resource.object()["schemas"], json!([urn::USER]));
    assert!(!without.resource.object().contains_key(urn::ENTERPRISE_USER));

    let with = read(user(
        json!({ urn::ENTERPRISE_USER: { "department": "R&D" } }),
    ));
    assert_eq!(
        with.resource.object()["schemas"],
        json!([urn::USER, urn::ENTERPRISE_USER])
    );
}

#[test]
fn null_and_empty_arrays_are_absent() {
    let incoming = read(user(json!({
        "addresses": null,
        "roles": [],
        "emails": [null, {}, { "value": null }],
        "name": { "givenName": null },
        "title": null,
    })));
    assert_eq!(
        names(incoming.resource.object()),
        ["schemas", "userName", "active"]
    );
    assert_eq!(incoming.notes, []);
}

#[test]
fn a_user_is_active_unless_something_else_is_said() {
    for leniency in [Leniency::lenient(), Leniency::strict()] {
        for (attributes, active) in [
            (json!({}), true),
            (json!({ "active": true }), true),
            (json!({ "ACTIVE": false }), false),
            (json!({ "active": null }), true),
        ] {
            let incoming = Resource::from_client(user(attributes), schema::user(), leniency);
            assert_eq!(incoming.unwrap().resource.boolean("active"), Some(active));
        }
    }
}

#[test]
fn what_only_the_server_sets_is_ignored() {
    for leniency in [Leniency::lenient(), Leniency::strict()] {
        let body = user(json!({
            "id": "7",
            "meta": { "resourceType": "User", "version": "W/\"9\"" },
            "groups": [{ "value": "g" }],
            urn::ENTERPRISE_USER: { "manager": { "value": "7", "displayName": "Boss" } },
        }));
        let incoming = Resource::from_client(body, schema::user(), leniency).unwrap();
        let object = incoming.resource.object();
        assert_eq!(
            names(object),
            ["schemas", "userName", "active", urn::ENTERPRISE_USER]
        );
        assert_eq!(
            object[urn::ENTERPRISE_USER],
            json!({ "manager": { "value": "7" } })
        );
        assert_eq!(incoming.notes, []);
    }
}

#[test]
fn a_password_is_dropped_and_never_noted() {
    for body in [
        json!({ "password": "1mz050nq" }),
        json!({ "PassWord": ["1mz050nq"] }),
        json!({ format!("{}:password", urn::USER): "1mz050nq" }),
        json!({ urn::USER: { "password": "1mz050nq" } }),
    ] {
        let incoming = read(user(body));
        assert_eq!(
            names(incoming.resource.object()),
            ["schemas", "userName", "active"]
        );
        let dropped = incoming
            .notes
            .iter()
            .any(|note| note.tolerance == leniency::PASSWORD_DROPPED);
        assert!(dropped);
        assert!(!format!("{incoming:?}").contains("1mz050nq"));
    }
}

#[test]
fn values_are_kept_exactly_as_sent() {
    let body = user(json!({
        "externalId": "  0A21f0F2 \u{e9}/e\u{301}  ",
        "userName": "A@X.Com",
        "profileUrl": "zzz not a url",
        "locale": "RNDM",
        "addresses": [{ "country": "Sierra Leone", "type": "work" }],
        "roles": [{ "value": "{\"id\":\"1\",\"value\":\"Admin\"}" }],
        urn::ENTERPRISE_USER: { "manager": { "value": "exists nowhere" } },
    }));
    let resource = read(body.clone()).resource;
    for name in [
        "externalId",
        "userName",
        "profileUrl",
        "locale",
        "addresses",
        "roles",
        urn::ENTERPRISE_USER,
    ] {
        assert_eq!(resource.object()[name], body[name], "{name}");
    }
}

#[test]
fn a_wrong_type_names_the_path_and_the_expected_type_but_not_the_value() {
    for (body, path, expected) in [
        (json!({ "userName": 77 }), "userName", "a string"),
        (json!({ "active": "seventy" }), "active", "true or false"),
        (json!({ "name": "seventy" }), "name", "an object"),
        (
            json!({ "name": { "givenName": 77 } }),
            "name.givenName",
            "a string",
        ),
        (
            json!({ "emails": [{ "value": { "a": 77 } }] }),
            "emails.value",
            "a string",
        ),
        (json!({ "emails": [[]] }), "emails", "an object"),
        (json!({ "title": ["77", "78"] }), "title", "a string"),
        (
            json!({ urn::ENTERPRISE_USER: "seventy" }),
            urn::ENTERPRISE_USER,
            "an object",
        ),
    ] {
        let error = refuse(user(body), Leniency::lenient());
        assert_eq!(error.status, 400);
        assert_eq!(error.scim_type, Some(ScimType::InvalidValue));
        let start = format!("{path} must be {expected}");
        assert!(error.detail.starts_with(&start), "{}", error.detail);
        assert!(!error.detail.contains("77") && !error.detail.contains("seventy"));
    }
}

#[test]
fn required_attributes_must_be_there_and_say_something() {
    for (schema, name) in [
        (schema::user(), "userName"),
        (schema::group(), "displayName"),
    ] {
        for value in [None, Some(json!(null)), Some(json!("")), Some(json!("  "))] {
            let mut body = json!({ "schemas": [schema.core.id] });
            if let Some(value) = value {
                body[name] = value;
            }
            let error = Resource::from_client(body, schema, Leniency::lenient()).unwrap_err();
            assert_eq!(error.scim_type, Some(ScimType::InvalidValue));
            assert!(error.detail.contains(name), "{}", error.detail);
        }
    }
}

#[test]
fn a_body_that_is_no_object_is_refused() {
    for body in [json!([]), json!("x"), json!(null)] {
        let error = refuse(body, Leniency::lenient());
        assert_eq!(error.scim_type, Some(ScimType::InvalidSyntax));
    }
}

#[test]
fn too_many_values_are_refused() {
    let emails: Vec<Value> = (0..501)
        .map(|number| json!({ "value": format!("{number}@x.com") }))
        .collect();
    let error = refuse(user(json!({ "emails": emails })), Leniency::lenient());
    assert_eq!(error.scim_type, Some(ScimType::InvalidValue));
    assert!(error.detail.contains("500"));
}

#[test]
fn members_of_a_group_travel_apart() {
    let members = |members: Value| {
        let body =
            json!({ "schemas": [urn::GROUP], "displayName": "G", "members": members, "id": "g" });
        let incoming = Resource::from_client(body, schema::group(), Leniency::lenient())?;
        assert_eq!(
            names(incoming.resource.object()),
            ["schemas", "displayName"]
        );
        Ok::<_, ScimError>(incoming.members)
    };
    let ids = |ids: &[&str]| Some(ids.iter().copied().map(Member::from).collect::<Vec<_>>());
    let said = |id: &str| Member {
        id: id.to_owned(),
        said: Some(MemberType::User),
        display: None,
    };
    let called = |id: &str, display: &str| Member {
        display: Some(display.to_owned()),
        ..Member::from(id)
    };

    assert_eq!(members(json!([])).unwrap(), ids(&[]));
    assert_eq!(members(json!(null)).unwrap(), None);
    assert_eq!(
        members(json!([
            { "value": "u2", "display": "B", "$ref": null },
            { "value": "u1", "type": "User", "display": "" },
            { "value": "u2" },
        ]))
        .unwrap(),
        Some(vec![called("u2", "B"), said("u1")])
    );
    for broken in [
        json!([{ "value": "" }]),
        json!([{}]),
        json!([null]),
        json!([7]),
    ] {
        let error = members(broken).unwrap_err();
        assert_eq!(error.scim_type, Some(ScimType::InvalidValue));
        assert!(error.detail.contains("members"), "{}", error.detail);
    }
}

#[test]
fn a_user_has_no_members() {
    let incoming = read(user(json!({ "members": [{ "value": "u1" }] })));
    assert_eq!(incoming.members, None);
}

#[test]
fn accessors_read_the_canonical_form() {
    let resource = read(user(json!({
        "name": { "givenName": "A" },
        "active": false,
        "emails": [{ "value": "home@x" }, { "value": "work@x", "primary": true }, { "type": "other" }],
    })))
    .resource;
    assert_eq!(resource.text("userName"), Some("a@x.com"));
    assert_eq!(resource.text("name.givenName"), Some("A"));
    assert_eq!(resource.text("name.familyName"), None);
    assert_eq!(resource.text("active"), None);
    assert_eq!(resource.boolean("active"), Some(false));
    assert_eq!(resource.boolean("userName"), None);
    assert_eq!(resource.emails(), ["work@x", "home@x"]);
}

#[test]
fn what_a_user_is_found_by_has_a_length() {
    let long = "a".repeat(1025);
    for (attributes, name) in [
        (json!({ "userName": long }), "userName"),
        (json!({ "externalId": long }), "externalId"),
        (json!({ "displayName": long }), "displayName"),
        (
            json!({ "emails": [{ "value": "a@x.com" }, { "value": long }] }),
            "emails",
        ),
    ] {
        let error = refuse(user(attributes), Leniency::lenient());
        assert_eq!(error.scim_type, Some(ScimType::InvalidValue));
        assert!(
            error.detail.starts_with(&format!("{name} has 1025 bytes")),
            "{}",
            error.detail
        );
    }
    let (longest, other) = ("a".repeat(1024), "b".repeat(5000));
    read(user(
        json!({ "userName": longest, "photos": [{ "value": other }], "title": other }),
    ));
}

#[test]
fn values_that_differ_only_in_being_primary_are_one() {
    for (primary, other) in [(true, Value::Null), (false, json!(true))] {
        let incoming = read(user(json!({ "emails": [
            { "value": "a@x", "type": "work", "primary": primary },
            { "value": "a@x", "type": "work", "primary": other },
            { "value": "a@x", "type": "home" },
        ] })));
        let emails = json!([
            { "value": "a@x", "type": "work", "primary": true },
            { "value": "a@x", "type": "home" },
        ]);
        assert_eq!(incoming.resource.object()["emails"], emails);
        assert_eq!(incoming.notes, []);
    }
}

#[test]
fn a_user_name_is_plain_text() {
    for name in ["a\u{0}b", "a\nb", "a\u{7f}", "\u{85}"] {
        let body = user(json!({ "userName": name }));
        for leniency in [Leniency::lenient(), Leniency::strict()] {
            let error = refuse(body.clone(), leniency);
            assert_eq!(error.scim_type, Some(ScimType::InvalidValue), "{name:?}");
            assert!(error.detail.contains("userName"), "{error}");
        }
    }
    read(user(json!({ "userName": "Zoë 李 👩\u{200d}🔬" })));
}
