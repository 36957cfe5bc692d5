use serde_json::json;

use super::*;
use crate::{
    schema::{self, Returned, Schema},
    urn,
};

fn babs() -> Value {
    json!({
        "schemas": [urn::USER, urn::ENTERPRISE_USER],
        "id": "1",
        "externalId": "x",
        "userName": "babs",
        "name": { "givenName": "Barbara", "familyName": "Jensen" },
        "emails": [{ "value": "b@x.org", "type": "work" }, { "value": "b@y.org" }],
        urn::ENTERPRISE_USER: { "department": "Tours", "manager": { "value": "2" } },
        "meta": { "resourceType": "User" },
    })
}

/// The parameters' answer, without `schemas` and `id`, which must be there.
fn projected(attributes: Option<&str>, excluded: Option<&str>, schema: &ResourceSchema) -> Value {
    let mut value = babs();
    let object = value.as_object_mut().unwrap();
    let projection = Projection::parse(attributes, excluded).unwrap();
    projection.apply(object, schema);
    assert!(object.shift_remove("schemas").is_some());
    assert!(object.shift_remove("id").is_some());
    value
}

#[test]
fn attributes_are_all_there_is_besides_what_is_always_returned() {
    let enterprise = urn::ENTERPRISE_USER;
    for (attributes, expected) in [
        ("userName", json!({ "userName": "babs" })),
        ("USERNAME, id", json!({ "userName": "babs" })),
        (
            "name.givenName",
            json!({ "name": { "givenName": "Barbara" } }),
        ),
        (
            "name.givenName,name",
            json!({ "name": { "givenName": "Barbara", "familyName": "Jensen" } }),
        ),
        (
            "emails.value",
            json!({ "emails": [{ "value": "b@x.org" }, { "value": "b@y.org" }] }),
        ),
        ("emails.type", json!({ "emails": [{ "type": "work" }] })),
        ("emails.display", json!({})),
        ("meta", json!({ "meta": { "resourceType": "User" } })),
        (
            "department",
            json!({ enterprise: { "department": "Tours" } }),
        ),
        (
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value",
            json!({ enterprise: { "manager": { "value": "2" } } }),
        ),
        (
            enterprise,
            json!({ enterprise: { "department": "Tours", "manager": { "value": "2" } } }),
        ),
        ("shoeSize,not a name,", json!({})),
    ] {
        let answer = projected(Some(attributes), None, schema::user());
        assert_eq!(answer, expected, "{attributes}");
    }
}

#[test]
fn excluded_attributes_are_taken_away_from_the_default() {
    for (excluded, gone) in [
        ("userName", vec!["/userName"]),
        ("id,schemas", vec![]),
        ("emails,meta", vec!["/emails", "/meta"]),
        ("name.givenName", vec!["/name/givenName"]),
        ("emails.type", vec!["/emails/0/type"]),
        (
            urn::ENTERPRISE_USER,
            vec!["/urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
        ),
        (
            "manager",
            vec!["/urn:ietf:params:scim:schemas:extension:enterprise:2.0:User/manager"],
        ),
        ("shoeSize", vec![]),
    ] {
        let answer = projected(None, Some(excluded), schema::user());
        let mut expected = babs();
        for pointer in &gone {
            let (parent, name) = pointer.rsplit_once('/').unwrap();
            let parent = expected.pointer_mut(parent).unwrap();
            parent.as_object_mut().unwrap().shift_remove(name).unwrap();
        }
        for name in ["schemas", "id"] {
            expected.as_object_mut().unwrap().shift_remove(name);
        }
        assert_eq!(answer, expected, "{excluded}");
    }
}

/// The User type with other `returned` characteristics.
fn with_returned(changes: &[(&str, Returned)]) -> ResourceSchema {
    let mut schema = schema::user().clone();
    for (name, returned) in changes {
        for attribute in &mut schema.core.attributes {
            if attribute.name == *name {
                attribute.returned = *returned;
            }
            for sub_attribute in &mut attribute.sub_attributes {
                if format!("{}.{}", attribute.name, sub_attribute.name) == *name {
                    sub_attribute.returned = *returned;
                }
            }
        }
    }
    let core = &schema.core;
    schema.core = Schema::new(
        &core.id,
        &core.name,
        &core.description,
        core.attributes.clone(),
    );
    schema
}

#[test]
fn what_is_never_returned_is_never_in_the_answer() {
    let schema = with_returned(&[("userName", Returned::Never)]);
    for (attributes, excluded) in [(None, None), (Some("userName"), None), (None, Some("id"))] {
        assert_eq!(
            projected(attributes, excluded, &schema).get("userName"),
            None
        );
    }
}

#[test]
fn what_is_returned_on_request_needs_its_name() {
    let schema = with_returned(&[
        ("userName", Returned::Request),
        ("name.givenName", Returned::Request),
    ]);
    let family_name = json!({ "familyName": "Jensen" });
    let answer = projected(None, None, &schema);
    assert_eq!(answer.get("userName"), None);
    assert_eq!(answer["name"], family_name);
    let answer = projected(Some("userName,name"), None, &schema);
    assert_eq!(answer, json!({ "userName": "babs", "name": family_name }));
    let answer = projected(Some("name.givenName"), None, &schema);
    assert_eq!(answer, json!({ "name": { "givenName": "Barbara" } }));
}

#[test]
fn a_sub_attribute_that_is_always_returned_comes_with_its_siblings() {
    let schema = with_returned(&[("emails.value", Returned::Always)]);
    assert_eq!(
        projected(Some("emails.type"), None, &schema)["emails"],
        json!([{ "value": "b@x.org", "type": "work" }, { "value": "b@y.org" }])
    );
    assert_eq!(
        projected(None, Some("emails.value"), &schema)["emails"],
        babs()["emails"]
    );
}

#[test]
fn both_lists_at_once_are_refused() {
    let error = Projection::parse(Some("userName"), Some("name")).unwrap_err();
    assert_eq!(error.scim_type, Some(ScimType::InvalidValue));
    assert!(Projection::parse(Some("userName"), Some(" ")).is_ok());
}

#[test]
fn lists_that_are_empty_ask_for_the_default() {
    assert!(Projection::parse(None, None).unwrap().is_default());
    assert!(Projection::parse(Some(""), Some("")).unwrap().is_default());
    assert!(!Projection::parse(Some("id"), None).unwrap().is_default());
}

#[test]
fn costly_attributes_are_looked_up_only_if_wanted() {
    for (attributes, excluded, wanted) in [
        (None, None, true),
        (Some("displayName"), None, false),
        (Some("members"), None, true),
        (Some("Members.value"), None, true),
        (Some(urn::GROUP), None, true),
        (None, Some("members"), false),
        (None, Some("MEMBERS"), false),
        (None, Some("members.display"), true),
        (None, Some("displayName"), true),
    ] {
        let projection = Projection::parse(attributes, excluded).unwrap();
        assert_eq!(projection.wants("members", schema::group()), wanted);
    }
    assert!(!Projection::default().wants("members", schema::user()));
}
