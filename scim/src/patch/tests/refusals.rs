//! What is refused, with which word, and what the detail says.

use super::*;

struct Case {
    operation: Value,
    scim_type: ScimType,
    detail: &'static str,
}

fn case(operation: Value, scim_type: ScimType, detail: &'static str) -> Case {
    Case {
        operation,
        scim_type,
        detail,
    }
}

#[test]
fn what_cannot_be_read_is_refused() {
    refused([
        case(
            json!({ "op": "move", "path": "title", "value": "B" }),
            ScimType::InvalidSyntax,
            "'op' must be",
        ),
        case(
            json!({ "path": "title", "value": "B" }),
            ScimType::InvalidSyntax,
            "'op' must be",
        ),
        case(json!("add"), ScimType::InvalidSyntax, "must be an object"),
        case(
            json!({ "op": "add", "path": 7, "value": "B" }),
            ScimType::InvalidValue,
            "'path' must be a string",
        ),
        case(
            json!({ "op": "add", "path": "emails[type eq", "value": "B" }),
            ScimType::InvalidPath,
            "(add emails[type eq)",
        ),
        case(
            json!({ "op": "add", "path": "", "value": "B" }),
            ScimType::InvalidPath,
            "byte 0",
        ),
        case(
            json!({ "op": "replace", "path": "name[givenName eq \"A\"]", "value": {} }),
            ScimType::InvalidPath,
            "single value",
        ),
        case(
            json!({ "op": "remove", "path": "emails[primary gt true]" }),
            ScimType::InvalidPath,
            "primary",
        ),
        case(
            json!({ "op": "remove" }),
            ScimType::NoTarget,
            "needs a 'path'",
        ),
        case(
            json!({ "op": "remove", "value": { "title": "A" } }),
            ScimType::NoTarget,
            "(remove without a path)",
        ),
        case(
            json!({ "op": "add", "path": "title" }),
            ScimType::InvalidValue,
            "need a 'value'",
        ),
        case(
            json!({ "op": "replace" }),
            ScimType::InvalidValue,
            "need a 'value'",
        ),
        case(
            json!({ "op": "replace", "value": "A" }),
            ScimType::InvalidValue,
            "an object of attributes",
        ),
        case(
            json!({ "op": "replace", "path": "active", "value": "perhaps" }),
            ScimType::InvalidValue,
            "active must be true or false",
        ),
        case(
            json!({ "op": "replace", "value": { "name": { "givenName": 7 } } }),
            ScimType::InvalidValue,
            "name.givenName must be a string",
        ),
    ]);
}

#[test]
fn what_may_not_be_changed_is_refused() {
    refused([
        case(
            json!({ "op": "remove", "path": "userName" }),
            ScimType::Mutability,
            "required",
        ),
        case(
            json!({ "op": "replace", "path": "userName", "value": "" }),
            ScimType::InvalidValue,
            "required",
        ),
        case(
            json!({ "op": "replace", "value": { "userName": null } }),
            ScimType::InvalidValue,
            "required",
        ),
        case(
            json!({ "op": "replace", "path": "id", "value": "7" }),
            ScimType::Mutability,
            "set by the server",
        ),
        case(
            json!({ "op": "replace", "path": "meta.created", "value": "x" }),
            ScimType::Mutability,
            "set by the server",
        ),
        case(
            json!({ "op": "add", "path": "groups", "value": [{ "value": "g" }] }),
            ScimType::Mutability,
            "set by the server",
        ),
        case(
            json!({ "op": "add", "path": format!("{}:manager.displayName", urn::ENTERPRISE_USER), "value": "B" }),
            ScimType::Mutability,
            "set by the server",
        ),
        case(
            json!({ "op": "replace", "path": "emails[value sw \"z\"].display", "value": "D" }),
            ScimType::NoTarget,
            "(replace emails[value sw \"z\"].display)",
        ),
        case(
            json!({ "op": "replace", "path": "emails[type ne \"work\"].display", "value": "D" }),
            ScimType::NoTarget,
            "No value",
        ),
    ]);
}

/// In both modes, with the operation's number in the detail.
fn refused<const N: usize>(cases: [Case; N]) {
    let resource = user(json!({ "emails": [{ "value": "w@x", "type": "work" }] }));
    let good = json!({ "op": "replace", "path": "title", "value": "T" });
    for Case {
        operation,
        scim_type,
        detail,
    } in cases
    {
        for leniency in [Leniency::lenient(), Leniency::strict()] {
            let error = patch_with(&resource, json!([good, operation]), leniency).unwrap_err();
            assert_eq!(error.status, 400, "{operation}");
            assert_eq!(error.scim_type, Some(scim_type), "{operation}: {error}");
            assert!(error.detail.starts_with("Operations[1]"), "{error}");
            assert!(error.detail.contains(detail), "{error}");
        }
    }
}

#[test]
fn what_is_no_patch_message_is_refused() {
    for body in [
        json!([]),
        json!({}),
        json!({ "schemas": [urn::PATCH_OP] }),
        json!({ "schemas": [urn::PATCH_OP], "Operations": [] }),
        json!({ "schemas": [urn::PATCH_OP], "Operations": { "op": "remove", "path": "title" } }),
        json!({ "schemas": [urn::USER], "userName": "a@x.com" }),
    ] {
        let error =
            PatchRequest::parse(body.clone(), ID, schema::user(), Leniency::lenient()).unwrap_err();
        assert_eq!(error.scim_type, Some(ScimType::InvalidSyntax), "{body}");
    }
}

#[test]
fn a_failure_leaves_everything_as_it_was() {
    let resource = user(json!({ "title": "A" }));
    let before = resource.clone();
    let operations = json!([
        { "op": "replace", "path": "title", "value": "B" },
        { "op": "replace", "path": "emails[value co \"x\"].value", "value": "C" },
    ]);
    assert!(patch_with(&resource, operations, Leniency::lenient()).is_err());
    assert_eq!(resource, before);
}

#[test]
fn an_immutable_attribute_can_be_set_once() {
    let mut schema = schema::user().clone();
    for attribute in &mut schema.core.attributes {
        if attribute.name == "userType" {
            attribute.mutability = schema::Mutability::Immutable;
        }
    }
    let apply = |resource: &Resource, operation: Value| {
        let body = message(json!([operation]));
        PatchRequest::parse(body, ID, &schema, Leniency::lenient())
            .unwrap()
            .apply(resource, &schema, Leniency::lenient())
    };
    let set = |value: &str| json!({ "op": "add", "path": "userType", "value": value });
    let employee = apply(&user(json!({})), set("Employee")).unwrap().resource;
    assert!(!apply(&employee, set("Employee")).unwrap().changed);
    for operation in [set("Guest"), json!({ "op": "remove", "path": "userType" })] {
        let error = apply(&employee, operation).unwrap_err();
        assert_eq!(error.scim_type, Some(ScimType::Mutability));
    }
}

#[test]
fn a_part_that_is_immutable_can_be_set_once() {
    let mut schema = schema::user().clone();
    for attribute in &mut schema.core.attributes {
        let parts: &[&str] = match attribute.name.as_str() {
            "name" => &["formatted"],
            "emails" => &["value"],
            "photos" => {
                attribute.mutability = schema::Mutability::Immutable;
                &[]
            }
            _ => &[],
        };
        for sub in &mut attribute.sub_attributes {
            if parts.contains(&sub.name.as_str()) {
                sub.mutability = schema::Mutability::Immutable;
            }
        }
    }
    let set = user(json!({
        "name": { "formatted": "A", "givenName": "B" },
        "emails": [{ "value": "a@x", "type": "work" }],
        "photos": [{ "value": "p" }],
    }));
    let apply = |operation: &Value| {
        PatchRequest::parse(
            message(json!([operation])),
            ID,
            &schema,
            Leniency::lenient(),
        )
        .unwrap()
        .apply(&set, &schema, Leniency::lenient())
    };
    for operation in [
        json!({ "op": "replace", "path": "name.formatted", "value": "C" }),
        json!({ "op": "remove", "path": "name.formatted" }),
        json!({ "op": "add", "path": "name", "value": { "formatted": "C" } }),
        json!({ "op": "replace", "path": "emails[type eq \"work\"].value", "value": "b@x" }),
        json!({ "op": "replace", "path": "emails[type eq \"work\"]", "value": { "value": "b@x" } }),
        json!({ "op": "add", "path": "photos", "value": [{ "value": "q" }] }),
        json!({ "op": "remove", "path": "photos" }),
    ] {
        let error = apply(&operation).unwrap_err();
        assert_eq!(error.scim_type, Some(ScimType::Mutability), "{operation}");
    }
    for operation in [
        json!({ "op": "replace", "path": "name.formatted", "value": "A" }),
        json!({ "op": "replace", "path": "name", "value": { "givenName": "D" } }),
        json!({ "op": "replace", "path": "emails[type eq \"work\"].type", "value": "home" }),
        json!({ "op": "add", "path": "emails", "value": [{ "value": "b@x" }] }),
        json!({ "op": "remove", "path": "emails[value eq \"a@x\"]" }),
        json!({ "op": "add", "path": "photos", "value": [{ "value": "p" }] }),
    ] {
        assert!(apply(&operation).is_ok(), "{operation}");
    }
}

#[test]
fn too_many_operations_are_refused() {
    let operations = vec![json!({ "op": "add", "path": "title", "value": "T" }); 1_001];
    let error = patch_with(
        &user(json!({})),
        Value::from(operations),
        Leniency::lenient(),
    )
    .unwrap_err();
    assert!(error.detail.contains("1000"), "{error}");
}

#[test]
fn too_many_values_are_refused() {
    let emails: Vec<Value> = (0..500)
        .map(|number| json!({ "value": number.to_string() }))
        .collect();
    let resource = user(json!({ "emails": emails }));
    let one_more = json!([{ "op": "add", "path": "emails", "value": [{ "value": "x" }] }]);
    let error = patch_with(&resource, one_more, Leniency::lenient()).unwrap_err();
    assert!(error.detail.contains("500"), "{error}");
}

#[test]
fn operations_that_compare_too_much_are_refused_before_they_do() {
    let many: Vec<Value> = (0..500)
        .map(|number| json!({ "value": number.to_string(), "type": "t" }))
        .collect();
    let resource = user(json!({ "roles": many }));
    let absent: Vec<Value> = (500..1000)
        .map(|number| json!({ "value": number.to_string() }))
        .collect();
    let terms = vec!["value co \"x\""; 250].join(" or ");
    let long = "x".repeat(15_000);
    for (operation, times) in [
        (
            json!({ "op": "remove", "path": format!("roles[{terms}]") }),
            10,
        ),
        (
            json!({ "op": "remove", "path": format!("roles[value eq \"{long}\"]") }),
            10,
        ),
        (
            json!({ "op": "remove", "path": "roles", "value": absent }),
            10,
        ),
        (
            json!({ "op": "remove", "path": "roles[value eq \"x\"]" }),
            999,
        ),
    ] {
        // What nobody needs twice is possible once.
        patch(&resource, json!([operation]));
        let operations = Value::from(vec![operation; times]);
        let error = patch_with(&resource, operations, Leniency::lenient()).unwrap_err();
        assert_eq!(error.scim_type, Some(ScimType::InvalidValue));
        assert!(error.detail.contains("compare too much"), "{error}");
        assert!(error.detail.len() < 400, "{error}");
    }
}

#[test]
fn a_short_patch_can_not_make_a_long_resource() {
    let many: Vec<Value> = (0..500)
        .map(|number| json!({ "value": number.to_string() }))
        .collect();
    let resource = user(json!({ "roles": many }));
    let text = "x".repeat(3_000);
    for operations in [
        json!([{ "op": "replace", "path": "roles.display", "value": text }]),
        json!([
            { "op": "add", "path": "title", "value": text.repeat(200) },
            { "op": "add", "path": "nickName", "value": text.repeat(200) },
        ]),
    ] {
        let error = patch_with(&resource, operations, Leniency::lenient()).unwrap_err();
        assert_eq!(error.scim_type, Some(ScimType::InvalidValue));
        assert!(error.detail.contains("1048576 bytes"), "{error}");
    }
}
