//! The rules for what identity providers send beyond the letter, each by name, and that strict
//! mode turns it off.

use super::*;

/// In lenient mode `before` becomes `after` under exactly this tolerance; strict mode refuses with
/// this word.
fn tolerated(
    tolerance: leniency::Tolerance,
    before: Value,
    operations: Value,
    after: Value,
    refused_as: ScimType,
) {
    let before = user(before);
    let patched = patch(&before, operations.clone());
    assert_eq!(patched.resource, user(after), "{operations}");
    assert_eq!(tolerances(&patched.notes), [tolerance], "{operations}");
    let error = strict(&before, operations).unwrap_err();
    assert_eq!(error.scim_type, Some(refused_as), "{error}");
}

fn work() -> Value {
    json!({ "emails": [{ "value": "w@x", "type": "work" }] })
}

#[test]
fn keyword_case() {
    for op in ["Replace", "REPLACE"] {
        tolerated(
            leniency::KEYWORD_CASE,
            json!({}),
            json!([{ "op": op, "path": "title", "value": "T" }]),
            json!({ "title": "T" }),
            ScimType::InvalidSyntax,
        );
    }
    tolerated(
        leniency::KEYWORD_CASE,
        json!({}),
        json!([{ "op": "replace", "Path": "title", "value": "T" }]),
        json!({ "title": "T" }),
        ScimType::InvalidSyntax,
    );
    let body = json!({
        "schemas": [urn::PATCH_OP],
        "operations": [{ "op": "replace", "path": "title", "value": "T" }],
    });
    let parse = |leniency| PatchRequest::parse(body.clone(), ID, schema::user(), leniency);
    let request = parse(Leniency::lenient()).unwrap();
    assert_eq!(request.operations.len(), 1);
    assert_eq!(tolerances(&request.notes), [leniency::KEYWORD_CASE]);
    assert!(parse(Leniency::strict()).is_err());
}

#[test]
fn string_boolean() {
    for (text, value) in [
        ("True", true),
        ("true", true),
        ("False", false),
        ("false", false),
    ] {
        for operation in [
            json!({ "op": "replace", "path": "active", "value": text }),
            json!({ "op": "replace", "value": { "active": text } }),
        ] {
            tolerated(
                leniency::STRING_BOOLEAN,
                json!({ "active": !value }),
                json!([operation]),
                json!({ "active": value }),
                ScimType::InvalidValue,
            );
        }
    }
}

#[test]
fn string_boolean_in_a_filter() {
    let path = "roles[primary eq \"True\"].value";
    let before = user(json!({ "roles": [{ "value": "r", "primary": true }, { "value": "s" }] }));
    let operations = json!([{ "op": "replace", "path": path, "value": "t" }]);
    let patched = patch(&before, operations.clone());
    let after = user(json!({ "roles": [{ "value": "t", "primary": true }, { "value": "s" }] }));
    assert_eq!(patched.resource, after);
    assert!(tolerances(&patched.notes).contains(&leniency::STRING_BOOLEAN));
    assert!(strict(&before, operations).is_err());
}

#[test]
fn literals_of_a_filter() {
    let roles = json!({ "roles": [{ "value": "r", "primary": true }, { "value": "s" }] });
    for (filter, tolerance) in [
        ("value ne 7 and value eq \"r\"", leniency::LITERAL_TYPE),
        ("primary eq TRUE", leniency::KEYWORD_CASE),
        ("value eq r", leniency::BARE_LITERAL),
        (
            "value eq \"r\" or size eq \"9\"",
            leniency::UNKNOWN_ATTRIBUTE,
        ),
    ] {
        let path = format!("roles[{filter}].value");
        tolerated(
            tolerance,
            roles.clone(),
            json!([{ "op": "replace", "path": path, "value": "t" }]),
            json!({ "roles": [{ "value": "t", "primary": true }, { "value": "s" }] }),
            ScimType::InvalidPath,
        );
    }
}

#[test]
fn malformed_value() {
    let no_certificate = json!([{ "value": "-----BEGIN CERTIFICATE-----" }]);
    tolerated(
        leniency::MALFORMED_VALUE,
        json!({}),
        json!([{ "op": "add", "path": "x509Certificates", "value": no_certificate }]),
        json!({ "x509Certificates": no_certificate }),
        ScimType::InvalidValue,
    );
}

#[test]
fn qualified_key() {
    let number = format!("{}:employeeNumber", urn::ENTERPRISE_USER);
    for (value, after) in [
        (
            json!({ "name.givenName": "A", "name.familyName": "B" }),
            json!({ "name": { "givenName": "A", "familyName": "B" } }),
        ),
        (
            json!({ number: "7" }),
            json!({ urn::ENTERPRISE_USER: { "employeeNumber": "7" } }),
        ),
    ] {
        let patched = patch(
            &user(json!({})),
            json!([{ "op": "replace", "value": value }]),
        );
        assert_eq!(patched.resource, user(after));
        let bent = tolerances(&patched.notes);
        assert!(bent.iter().all(|&name| name == leniency::QUALIFIED_KEY) && !bent.is_empty());
        let error = strict(
            &user(json!({})),
            json!([{ "op": "replace", "value": value }]),
        );
        assert_eq!(error.unwrap_err().scim_type, Some(ScimType::InvalidSyntax));
    }
    tolerated(
        leniency::QUALIFIED_KEY,
        work(),
        json!([{ "op": "replace", "value": { "emails[type eq \"work\"].value": "n@x" } }]),
        json!({ "emails": [{ "value": "n@x", "type": "work" }] }),
        ScimType::InvalidSyntax,
    );
}

#[test]
fn bare_value() {
    tolerated(
        leniency::BARE_VALUE,
        json!({}),
        json!([{ "op": "add", "path": format!("{}:manager", urn::ENTERPRISE_USER), "value": "7" }]),
        json!({ urn::ENTERPRISE_USER: { "manager": { "value": "7" } } }),
        ScimType::InvalidValue,
    );
    tolerated(
        leniency::BARE_VALUE,
        json!({}),
        json!([{ "op": "add", "path": "emails", "value": ["n@x"] }]),
        json!({ "emails": [{ "value": "n@x" }] }),
        ScimType::InvalidValue,
    );
}

#[test]
fn array_for_single() {
    tolerated(
        leniency::ARRAY_FOR_SINGLE,
        json!({}),
        json!([{ "op": "add", "path": "manager", "value": [{ "$ref": "../7", "value": "7" }] }]),
        json!({ urn::ENTERPRISE_USER: { "manager": { "value": "7", "$ref": "../7" } } }),
        ScimType::InvalidValue,
    );
}

#[test]
fn single_for_array() {
    tolerated(
        leniency::SINGLE_FOR_ARRAY,
        json!({}),
        json!([{ "op": "add", "path": "emails", "value": { "value": "n@x" } }]),
        json!({ "emails": [{ "value": "n@x" }] }),
        ScimType::InvalidValue,
    );
}

#[test]
fn create_on_no_match() {
    for op in ["add", "replace"] {
        for (path, value, after) in [
            (
                "emails[type eq \"work\"].value",
                json!("w@x"),
                json!({ "emails": [{ "value": "w@x", "type": "work" }] }),
            ),
            (
                "emails[type eq \"work\"]",
                json!({ "value": "w@x" }),
                json!({ "emails": [{ "value": "w@x", "type": "work" }] }),
            ),
            (
                "addresses[type eq \"work\"].formatted",
                json!("Oslo"),
                json!({ "addresses": [{ "formatted": "Oslo", "type": "work" }] }),
            ),
            (
                "emails[type eq \"work\" and primary eq true].value",
                json!("w@x"),
                json!({ "emails": [{ "value": "w@x", "type": "work", "primary": true }] }),
            ),
        ] {
            tolerated(
                leniency::CREATE_ON_NO_MATCH,
                json!({}),
                json!([{ "op": op, "path": path, "value": value }]),
                after,
                ScimType::NoTarget,
            );
        }
    }
}

#[test]
fn create_on_no_match_takes_a_text_for_true() {
    let operations =
        json!([{ "op": "add", "path": "roles[primary eq \"True\"].value", "value": "Admin" }]);
    let patched = patch(&user(json!({})), operations);
    let after = user(json!({ "roles": [{ "value": "Admin", "primary": true }] }));
    assert_eq!(patched.resource, after);
}

#[test]
fn create_on_no_match_makes_nothing_out_of_nothing() {
    for value in [json!(null), json!("")] {
        let operations =
            json!([{ "op": "replace", "path": "emails[type eq \"work\"].value", "value": value }]);
        assert!(!patch(&user(json!({})), operations).changed);
    }
}

#[test]
fn create_on_no_match_needs_to_know_what_to_make() {
    for filter in [
        "type ne \"work\"",
        "type eq \"work\" or type eq \"home\"",
        "not (type eq \"work\")",
        "value pr",
    ] {
        let path = format!("emails[{filter}].display");
        let operations = json!([{ "op": "add", "path": path, "value": "D" }]);
        let error = patch_with(&user(json!({})), operations, Leniency::lenient()).unwrap_err();
        assert_eq!(error.scim_type, Some(ScimType::NoTarget), "{filter}");
    }
}

#[test]
fn replace_with_a_filter_keeps_what_the_filter_says() {
    let operations = json!([{ "op": "replace", "path": "emails[type eq \"work\"]", "value": { "value": "n@x" } }]);
    let patched = patch(&user(work()), operations.clone());
    let after = user(json!({ "emails": [{ "value": "n@x", "type": "work" }] }));
    assert_eq!(patched.resource, after);
    let after = user(json!({ "emails": [{ "value": "n@x" }] }));
    assert_eq!(strict(&user(work()), operations).unwrap().resource, after);
}

#[test]
fn remove_listed() {
    let before = json!({ "emails": [
        { "value": "w@x", "type": "work" },
        { "value": "h@x", "type": "home" },
    ] });
    for (path, value, after) in [
        (
            "emails",
            json!([{ "value": "W@X" }]),
            json!({ "emails": [{ "value": "h@x", "type": "home" }] }),
        ),
        (
            "emails",
            json!([{ "type": "home" }]),
            json!({ "emails": [{ "value": "w@x", "type": "work" }] }),
        ),
        (
            "emails",
            json!([{ "value": "w@x", "type": "home" }]),
            before.clone(),
        ),
        ("emails", json!([]), before.clone()),
        (
            "emails.value",
            json!(["h@x"]),
            json!({ "emails": [{ "value": "w@x", "type": "work" }] }),
        ),
    ] {
        tolerated(
            leniency::REMOVE_LISTED,
            before.clone(),
            json!([{ "op": "remove", "path": path, "value": value }]),
            after,
            ScimType::InvalidValue,
        );
    }
}

#[test]
fn remove_of_one_place_ignores_the_value() {
    for operation in [
        json!({ "op": "remove", "path": "emails[type eq \"work\"].value", "value": "old@x" }),
        json!({ "op": "remove", "path": "emails[type eq \"work\"].value" }),
    ] {
        becomes(work(), json!([operation]), json!({}));
    }
    becomes(
        json!({ "title": "New" }),
        json!([{ "op": "remove", "path": "title", "value": "Old" }]),
        json!({}),
    );
}

#[test]
fn unknown_attribute() {
    for operation in [
        json!({ "op": "add", "path": "shoeSize", "value": 43 }),
        json!({ "op": "remove", "path": "name.nick" }),
        json!({ "op": "replace", "path": "shoes[size eq 43].colour", "value": "red" }),
    ] {
        tolerated(
            leniency::UNKNOWN_ATTRIBUTE,
            work(),
            json!([operation]),
            work(),
            ScimType::InvalidPath,
        );
    }
    for value in [
        json!({ "shoeSize": 43 }),
        json!({ "name": { "nick": "x" } }),
        json!({ "no name": 1 }),
    ] {
        tolerated(
            leniency::UNKNOWN_ATTRIBUTE,
            work(),
            json!([{ "op": "replace", "value": value }]),
            work(),
            ScimType::InvalidSyntax,
        );
    }
}

#[test]
fn unknown_schema() {
    tolerated(
        leniency::UNKNOWN_SCHEMA,
        work(),
        json!([{ "op": "add", "path": "urn:example:2.0:Custom:badge", "value": "7" }]),
        work(),
        ScimType::InvalidPath,
    );
    tolerated(
        leniency::UNKNOWN_SCHEMA,
        work(),
        json!([{ "op": "add", "value": { "urn:example:2.0:Custom": { "badge": "7" } } }]),
        work(),
        ScimType::InvalidValue,
    );
}

#[test]
fn missing_schemas() {
    for schemas in [json!(null), json!([]), json!(["urn:other"])] {
        let body =
            json!({ "schemas": schemas, "Operations": [{ "op": "remove", "path": "title" }] });
        let parse = |leniency| PatchRequest::parse(body.clone(), ID, schema::user(), leniency);
        let request = parse(Leniency::lenient()).unwrap();
        assert!(tolerances(&request.notes).contains(&leniency::MISSING_SCHEMAS));
        assert!(parse(Leniency::strict()).is_err());
    }
}

#[test]
fn empty_text() {
    let manager = format!("{}:manager", urn::ENTERPRISE_USER);
    let before = json!({
        "title": "T",
        urn::ENTERPRISE_USER: { "manager": { "value": "7", "$ref": "../7" } },
    });
    for operations in [
        json!([{ "op": "replace", "path": manager, "value": { "value": "" } }]),
        json!([{ "op": "replace", "path": manager, "value": "" }]),
        json!([{ "op": "add", "path": format!("{manager}.value"), "value": "" }]),
        json!([{ "op": "replace", "value": { manager: "" } }]),
    ] {
        let patched = patch(&user(before.clone()), operations);
        assert_eq!(patched.resource, user(json!({ "title": "T" })));
        assert!(tolerances(&patched.notes).contains(&leniency::EMPTY_TEXT));
    }
    let operations = json!([{ "op": "replace", "path": "title", "value": "" }]);
    let lenient = patch(&user(before.clone()), operations.clone());
    assert_eq!(lenient.resource.text("title"), None);
    let strict = strict(&user(before), operations).unwrap();
    assert_eq!(strict.resource.text("title"), Some(""));
}

#[test]
fn null_unassigns_in_both_modes() {
    let extension = json!({ "manager": { "value": "7" }, "department": "D" });
    let before = json!({ "externalId": "e", urn::ENTERPRISE_USER: extension });
    let without_id = json!({ urn::ENTERPRISE_USER: extension });
    let without_extension = json!({ "externalId": "e" });
    for (name, after) in [
        ("externalId", without_id),
        (urn::ENTERPRISE_USER, without_extension),
    ] {
        for operation in [
            json!({ "op": "replace", "path": name, "value": null }),
            json!({ "op": "replace", "value": { name: null } }),
        ] {
            becomes(before.clone(), json!([operation]), after.clone());
        }
    }
}

#[test]
fn own_id() {
    tolerated(
        leniency::OWN_ID,
        json!({}),
        json!([{ "op": "replace", "value": { "id": ID, "title": "T" } }]),
        json!({ "title": "T" }),
        ScimType::Mutability,
    );
    for id in [json!("another"), json!(7), json!(null)] {
        let operations = json!([{ "op": "replace", "value": { "id": id, "title": "T" } }]);
        let error = patch_with(&user(json!({})), operations, Leniency::lenient()).unwrap_err();
        assert_eq!(error.scim_type, Some(ScimType::Mutability));
    }
}

#[test]
fn read_only_attribute() {
    tolerated(
        leniency::READ_ONLY_ATTRIBUTE,
        json!({}),
        json!([{ "op": "replace", "value": { "meta": { "version": "W/\"1\"" }, "title": "T" } }]),
        json!({ "title": "T" }),
        ScimType::Mutability,
    );
}

#[test]
fn extra_primary() {
    let two = json!([
        { "value": "a", "type": "work", "primary": true },
        { "value": "b", "type": "home", "primary": true },
    ]);
    for operation in [
        json!({ "op": "replace", "path": "emails", "value": two }),
        json!({ "op": "add", "path": "emails", "value": two }),
        json!({ "op": "replace", "value": { "emails": two } }),
    ] {
        tolerated(
            leniency::EXTRA_PRIMARY,
            json!({}),
            json!([operation]),
            json!({ "emails": [
                { "value": "a", "type": "work", "primary": true },
                { "value": "b", "type": "home", "primary": false },
            ] }),
            ScimType::InvalidValue,
        );
    }
}
