use serde_json::json;

use super::*;
use crate::schema::{Kind, Mutability, ResourceSchema, Returned, Uniqueness, group, user};

const URN: &str = "urn:example:params:scim:schemas:1.0:Badge";

fn with(attribute: &Value) -> Value {
    json!({ "id": URN, "name": "Badge", "attributes": [attribute] })
}

#[test]
fn what_is_not_said_has_the_defaults_of_the_rfc() {
    let schema = Schema::from_document(json!({ "id": URN, "attributes": [{ "name": "color" }] }));
    let schema = schema.unwrap();
    assert_eq!(
        (schema.name.as_str(), schema.description.as_str()),
        ("Badge", "Badge")
    );
    let color = schema.attribute("COLOR").unwrap();
    assert_eq!(color.kind, Kind::String);
    assert_eq!(color.mutability, Mutability::ReadWrite);
    assert_eq!(color.returned, Returned::Default);
    assert_eq!(color.uniqueness, Uniqueness::None);
    assert!(!color.multi_valued && !color.required && !color.case_exact);
}

#[test]
fn what_schemas_shows_can_be_declared_again() {
    let given = json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Schema"],
        "id": URN,
        "name": "Badge",
        "description": "A badge",
        "attributes": [
            { "name": "number", "type": "string", "multiValued": false, "description": "Its number",
              "required": true, "caseExact": true, "mutability": "immutable",
              "returned": "always", "uniqueness": "server" },
            { "name": "doors", "type": "complex", "multiValued": true, "description": "Doors",
              "required": false, "mutability": "readWrite", "returned": "request",
              "uniqueness": "none", "subAttributes": [
                { "name": "value", "type": "reference", "multiValued": false, "description": "A door",
                  "required": true, "caseExact": false, "mutability": "readWrite",
                  "returned": "default", "uniqueness": "none", "referenceTypes": ["external"] },
              ] },
        ],
    });
    let schema = Schema::from_document(given.clone()).unwrap();
    assert_eq!(schema.to_json(), given);
    for standard in [user(), group()]
        .into_iter()
        .flat_map(ResourceSchema::schemas)
    {
        let mut document = standard.to_json();
        document["meta"] = json!({ "resourceType": "Schema" });
        let read = Schema::from_document(document).unwrap();
        assert_eq!(read.to_json(), standard.to_json());
    }
}

/// A document, where its mistake is, and a word of what is to be said.
type Mistake = (Value, &'static str, &'static str);

fn assert_named(mistakes: impl IntoIterator<Item = Mistake>) {
    for (document, place, words) in mistakes {
        let error = Schema::from_document(document.clone()).unwrap_err();
        assert_eq!(error.status, 400, "{document}");
        let place = format!("At {place}:");
        assert!(error.detail.contains(&place), "{document}: {error}");
        assert!(error.detail.contains(words), "{document}: {error}");
    }
}

#[test]
fn a_mistake_is_named_with_its_place() {
    assert_named([
        (json!([]), "the document", "object"),
        (json!({ "attributes": [] }), "/id", "required"),
        (json!({ "id": "Badge", "attributes": [] }), "/id", "URN"),
        (
            json!({ "id": "urn:x:1.0:Bad ge", "attributes": [] }),
            "/id",
            "letters",
        ),
        (
            json!({ "id": "urn:ietf:params:scim:api:messages:2.0:X" }),
            "/id",
            "messages",
        ),
        (json!({ "id": "urn:example:1.0" }), "/id", "last part"),
        (json!({ "id": URN }), "/attributes", "at least one"),
        (
            json!({ "id": URN, "atributes": [], "attributes": [{ "name": "a" }] }),
            "/atributes",
            "spelling",
        ),
    ]);
}

#[test]
fn a_mistake_in_an_attribute_is_named_with_its_place() {
    assert_named([
        (
            with(&json!({ "name": "1st" })),
            "/attributes/0/name",
            "letter",
        ),
        (
            with(&json!({ "name": "a", "type": "text" })),
            "/attributes/0/type",
            "string, boolean",
        ),
        (
            with(&json!({ "name": "a", "required": "yes" })),
            "/attributes/0/required",
            "true or false",
        ),
        (
            with(&json!({ "name": "id" })),
            "/attributes/0/name",
            "already",
        ),
        (
            with(&json!({ "name": "a", "type": "complex" })),
            "/attributes/0/subAttributes",
            "at least one",
        ),
        (
            with(&json!({ "name": "a", "subAttributes": [{ "name": "b" }] })),
            "/attributes/0/subAttributes",
            "complex",
        ),
        (
            with(&json!({ "name": "a", "type": "complex", "subAttributes": [
            { "name": "b", "type": "complex", "subAttributes": [{ "name": "c" }] }] })),
            "/attributes/0/subAttributes/0/type",
            "complex",
        ),
        (
            with(
                &json!({ "name": "a", "type": "complex", "subAttributes": [{ "name": "b" }, { "name": "B" }] }),
            ),
            "/attributes/0/subAttributes/1/name",
            "case",
        ),
        (
            with(&json!({ "name": "a", "required": true, "mutability": "readOnly" })),
            "/attributes/0/required",
            "readOnly",
        ),
        (
            with(&json!({ "name": "a", "mutability": "writeOnly" })),
            "/attributes/0/returned",
            "never",
        ),
        (
            with(&json!({ "name": "a", "uniqueness": "global" })),
            "/attributes/0/uniqueness",
            "server",
        ),
        (
            with(&json!({ "name": "a", "uniqueness": "server", "multiValued": true })),
            "/attributes/0/uniqueness",
            "single",
        ),
        (
            with(&json!({ "name": "a", "type": "boolean", "uniqueness": "server" })),
            "/attributes/0/uniqueness",
            "single",
        ),
        (
            with(&json!({ "name": "a", "colour": "red" })),
            "/attributes/0/colour",
            "spelling",
        ),
        (
            with(&json!({ "name": "a", "canonicalValues": [1] })),
            "/attributes/0/canonicalValues",
            "texts",
        ),
        (
            with(&json!({ "name": "a", "canonicalValues": [" "] })),
            "/attributes/0/canonicalValues",
            "say something",
        ),
        (
            with(&json!({ "name": "a", "type": "boolean", "canonicalValues": ["true"] })),
            "/attributes/0/canonicalValues",
            "string or reference",
        ),
        (
            with(&json!({ "name": "$ref", "type": "reference" })),
            "/attributes/0/name",
            "letter",
        ),
        (
            with(&json!({ "name": "password" })),
            "/attributes/0/name",
            "never kept",
        ),
    ]);
}

#[test]
fn a_schema_of_too_many_attributes_is_refused() {
    let many: Vec<_> = (0..201)
        .map(|n| json!({ "name": format!("a{n}") }))
        .collect();
    let error = Schema::from_document(json!({ "id": URN, "attributes": many })).unwrap_err();
    assert!(error.detail.contains("200"), "{error}");
}

#[test]
fn a_type_names_its_schemas() {
    let document = json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:ResourceType"],
        "id": "Device",
        "name": "Device",
        "endpoint": "Devices",
        "schema": URN,
        "schemaExtensions": [{ "schema": "urn:example:1.0:Lease", "required": true }],
    });
    let read = TypeDocument::from_document(document).unwrap();
    assert_eq!(
        (read.endpoint.as_str(), read.description.as_str()),
        ("/Devices", "Device")
    );
    assert_eq!(
        read.extensions,
        [("urn:example:1.0:Lease".to_owned(), true)]
    );
    for (document, place) in [
        (json!({ "endpoint": "/Devices", "schema": URN }), "/name"),
        (
            json!({ "name": "Device", "endpoint": "/a/b", "schema": URN }),
            "/endpoint",
        ),
        (
            json!({ "name": "Device", "endpoint": "/.search", "schema": URN }),
            "/endpoint",
        ),
        (
            json!({ "name": "Device", "endpoint": "/Devices" }),
            "/schema",
        ),
        (
            json!({ "name": "Device", "endpoint": "/Devices", "schema": URN, "schemaExtensions": [{}] }),
            "/schemaExtensions/0/schema",
        ),
        (
            json!({ "name": "Device", "endpoint": "/Devices", "schema": URN, "schemaExtensions": [
                { "schema": "urn:example:1.0:Lease" },
                { "schema": "urn:example:1.0:LEASE", "required": true },
            ] }),
            "/schemaExtensions/1/schema",
        ),
    ] {
        let error = TypeDocument::from_document(document).unwrap_err();
        assert!(error.detail.contains(&format!("At {place}:")), "{error}");
    }
}
