use serde_json::json;

use super::*;
use crate::{
    Leniency,
    schema::{self, Schema},
};

/// The User type, where `userType`, `name.formatted` and an attribute of the extension can be set
/// only once.
fn schema() -> ResourceSchema {
    let mut schema = schema::user().clone();
    for attribute in &mut schema.core.attributes {
        if attribute.name == "userType" {
            attribute.mutability = Mutability::Immutable;
        }
        for sub in &mut attribute.sub_attributes {
            if attribute.name == "name" && sub.name == "formatted" {
                sub.mutability = Mutability::Immutable;
            }
        }
    }
    for (extension, _) in &mut schema.extensions {
        for attribute in &mut extension.attributes {
            if attribute.name == "costCenter" {
                attribute.mutability = Mutability::Immutable;
            }
        }
        *extension = again(extension);
    }
    schema.core = again(&schema.core);
    schema
}

fn again(schema: &Schema) -> Schema {
    Schema::new(
        &schema.id,
        &schema.name,
        &schema.description,
        schema.attributes.clone(),
    )
}

fn user(attributes: &Value) -> Resource {
    let mut body = json!({ "schemas": [crate::urn::USER], "userName": "ada" });
    let object = body.as_object_mut().unwrap();
    object.extend(attributes.as_object().unwrap().clone());
    Resource::from_client(body, &schema(), Leniency::lenient())
        .unwrap()
        .resource
}

const ENTERPRISE: &str = crate::urn::ENTERPRISE_USER;

#[test]
fn what_is_set_once_is_kept_where_a_put_leaves_it_out() {
    for (old, new, expected) in [
        (
            json!({}),
            json!({ "userType": "A" }),
            json!({ "userType": "A" }),
        ),
        (
            json!({ "userType": "A" }),
            json!({ "userType": "A" }),
            json!({ "userType": "A" }),
        ),
        (
            json!({ "userType": "A" }),
            json!({ "title": "T" }),
            json!({ "userType": "A", "title": "T" }),
        ),
        (
            json!({ "name": { "formatted": "A", "givenName": "B" } }),
            json!({ "name": { "givenName": "C" } }),
            json!({ "name": { "formatted": "A", "givenName": "C" } }),
        ),
        (
            json!({ "name": { "formatted": "A" } }),
            json!({}),
            json!({}),
        ),
        (
            json!({ ENTERPRISE: { "costCenter": "A", "division": "B" } }),
            json!({}),
            json!({ ENTERPRISE: { "costCenter": "A" } }),
        ),
    ] {
        let replaced = user(&new).replacing(&user(&old), &schema());
        assert_eq!(replaced, Ok(user(&expected)), "{old} {new}");
    }
}

#[test]
fn another_value_of_what_is_set_once_is_refused() {
    for (old, new) in [
        (json!({ "userType": "A" }), json!({ "userType": "B" })),
        (
            json!({ "name": { "formatted": "A" } }),
            json!({ "name": { "formatted": "B" } }),
        ),
        (
            json!({ ENTERPRISE: { "costCenter": "A" } }),
            json!({ ENTERPRISE: { "costCenter": "B" } }),
        ),
    ] {
        let error = user(&new).replacing(&user(&old), &schema()).unwrap_err();
        assert_eq!(error.scim_type, Some(ScimType::Mutability), "{old} {new}");
    }
}
