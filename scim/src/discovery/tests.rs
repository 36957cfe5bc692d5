use super::*;

const BASE: &str = "https://scim.example/scim/v2";

fn has_null(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(elements) => elements.iter().any(has_null),
        Value::Object(members) => members.values().any(has_null),
        _ => false,
    }
}

#[test]
fn the_config_says_what_the_server_does() {
    let limits = Limits {
        max_results: 200,
        default_results: 50,
        cursor_seconds: 3_600,
        max_operations: 500,
        max_payload_bytes: 1_048_576,
    };
    let config = service_provider_config(BASE, limits);
    for (pointer, expected) in [
        ("/patch/supported", json!(true)),
        ("/bulk/supported", json!(true)),
        ("/bulk/maxOperations", json!(500)),
        ("/bulk/maxPayloadSize", json!(1_048_576)),
        ("/filter/supported", json!(true)),
        ("/filter/maxResults", json!(200)),
        ("/changePassword/supported", json!(false)),
        ("/sort/supported", json!(true)),
        ("/etag/supported", json!(true)),
        (
            "/pagination",
            json!({
                "cursor": true,
                "index": true,
                "defaultPaginationMethod": "index",
                "defaultPageSize": 50,
                "maxPageSize": 200,
                "cursorTimeout": 3_600,
            }),
        ),
        ("/authenticationSchemes/0/type", json!("oauthbearertoken")),
        ("/authenticationSchemes/0/primary", json!(true)),
        ("/authenticationSchemes/1/type", json!("oauth2")),
        ("/authenticationSchemes/1/primary", json!(false)),
        (
            "/meta/location",
            json!("https://scim.example/scim/v2/ServiceProviderConfig"),
        ),
    ] {
        assert_eq!(config.pointer(pointer), Some(&expected), "{pointer}");
    }
}

#[test]
fn schemas_are_a_list_without_nulls_and_with_locations() {
    let list = schemas(BASE, &Catalog::standard(), false);
    assert_eq!(list["schemas"], json!([urn::LIST_RESPONSE]));
    assert_eq!(list["totalResults"], 3);
    assert!(!has_null(&list));
    let found: Vec<_> = list["Resources"].as_array().unwrap().iter().collect();
    for (schema, id) in found
        .iter()
        .zip([urn::USER, urn::ENTERPRISE_USER, urn::GROUP])
    {
        assert_eq!(schema["id"], id);
        assert_eq!(schema["meta"]["location"], format!("{BASE}/Schemas/{id}"));
        assert_eq!(schema["meta"]["resourceType"], "Schema");
    }
}

#[test]
fn a_schema_is_found_by_its_urn_in_any_case() {
    let types = Catalog::standard();
    let found = schema(BASE, &types, &urn::ENTERPRISE_USER.to_lowercase(), false).unwrap();
    assert_eq!(found["id"], urn::ENTERPRISE_USER);
    // Messages have URNs too, but are no schemas (RFC 7644 §3.1).
    assert_eq!(schema(BASE, &types, urn::LIST_RESPONSE, true), None);
}

#[test]
fn resource_types_name_their_schemas() {
    let list = resource_types(&format!("{BASE}/"), &Catalog::standard());
    assert_eq!(list["totalResults"], 2);
    assert_eq!(
        list["Resources"][0],
        json!({
            "schemas": [urn::RESOURCE_TYPE],
            "id": "User",
            "name": "User",
            "endpoint": "/Users",
            "description": "A person as the directory describes them",
            "schema": urn::USER,
            "schemaExtensions": [{ "schema": urn::ENTERPRISE_USER, "required": false }],
            "meta": {
                "resourceType": "ResourceType",
                "location": "https://scim.example/scim/v2/ResourceTypes/User",
            },
        })
    );
    assert_eq!(list["Resources"][1]["schemaExtensions"], json!([]));
}

#[test]
fn a_resource_type_is_found_by_its_name() {
    let types = Catalog::standard();
    assert_eq!(
        resource_type(BASE, &types, "group").unwrap()["endpoint"],
        "/Groups"
    );
    assert_eq!(resource_type(BASE, &types, "Device"), None);
}
