//! `/ServiceProviderConfig`, `/Schemas`, `/ResourceTypes` (RFC 7643 §5 to §7, RFC 7644 §4).
//!
//! `base_url` is the URL that clients are given, e.g. `https://host/scim/v2`.

use serde_json::{Value, json};

use crate::{
    schema::{Catalog, ResourceSchema, Schema, Uniqueness},
    urn,
};

/// The figures that a client is told.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// How many resources a page holds at most.
    pub max_results: u64,
    /// How many a page holds whose request does not say.
    pub default_results: u64,
    /// How many seconds the next page may be waited with.
    pub cursor_seconds: u64,
    /// How many operations a bulk request may have.
    pub max_operations: u64,
    /// How many bytes a body may have.
    pub max_payload_bytes: u64,
}

/// What this server can do.
pub fn service_provider_config(base_url: &str, limits: Limits) -> Value {
    let config = json!({
        "schemas": [urn::SERVICE_PROVIDER_CONFIG],
        "patch": { "supported": true },
        "bulk": {
            "supported": true,
            "maxOperations": limits.max_operations,
            "maxPayloadSize": limits.max_payload_bytes,
        },
        "filter": { "supported": true, "maxResults": limits.max_results },
        // People of a directory sign in by single sign-on: a pushed password is dropped (R13), so
        // there is none to change, and the schema of users does not advertise one either.
        "changePassword": { "supported": false },
        "sort": { "supported": true },
        "etag": { "supported": true },
        // RFC 9865 §4. By index unless a cursor is asked for: clients from before there were
        // cursors must not meet one (§2.4).
        "pagination": {
            "cursor": true,
            "index": true,
            "defaultPaginationMethod": "index",
            "defaultPageSize": limits.default_results,
            "maxPageSize": limits.max_results,
            "cursorTimeout": limits.cursor_seconds,
        },
        "authenticationSchemes": [{
            "type": "oauthbearertoken",
            "name": "OAuth Bearer Token",
            "description": "A token of this account, in the Authorization header",
            "specUri": "https://www.rfc-editor.org/info/rfc6750",
            "primary": true,
        }, {
            // One of the names of RFC 7643 §5.
            "type": "oauth2",
            "name": "OAuth 2.0 Client Credentials",
            "description": "An access token of the token endpoint; \
                            /.well-known/oauth-authorization-server names it and what it takes",
            "specUri": "https://www.rfc-editor.org/info/rfc6749",
            "primary": false,
        }],
    });
    with_meta(
        config,
        "ServiceProviderConfig",
        base_url,
        "/ServiceProviderConfig",
    )
}

/// The list of all schemas. That `displayName` of a group is unique is a choice of the tenant's, which
/// the schema of RFC 7643 §8.7.1 leaves to it.
pub fn schemas(base_url: &str, catalog: &Catalog, unique_group_names: bool) -> Value {
    let resources: Vec<Value> = catalog
        .schemas()
        .into_iter()
        .map(|schema| schema_resource(base_url, schema, unique_group_names))
        .collect();
    list(&resources)
}

/// One schema by its URN, in any case; see [`schemas`].
pub fn schema(
    base_url: &str,
    catalog: &Catalog,
    urn: &str,
    unique_group_names: bool,
) -> Option<Value> {
    catalog
        .schemas()
        .into_iter()
        .find(|schema| schema.id.eq_ignore_ascii_case(urn))
        .map(|schema| schema_resource(base_url, schema, unique_group_names))
}

/// The list of all resource types.
pub fn resource_types(base_url: &str, catalog: &Catalog) -> Value {
    let resources: Vec<Value> = catalog
        .types()
        .map(|schema| resource_type_resource(base_url, schema))
        .collect();
    list(&resources)
}

/// One resource type by its name, in any case.
pub fn resource_type(base_url: &str, catalog: &Catalog, name: &str) -> Option<Value> {
    catalog
        .types()
        .find(|schema| schema.name.eq_ignore_ascii_case(name))
        .map(|schema| resource_type_resource(base_url, schema))
}

fn schema_resource(base_url: &str, schema: &Schema, unique_group_names: bool) -> Value {
    let path = format!("/Schemas/{}", schema.id);
    let mut resource = schema.to_json();
    if unique_group_names && schema.id == urn::GROUP {
        say_unique(&mut resource, "displayName");
    }
    with_meta(resource, "Schema", base_url, &path)
}

fn say_unique(schema: &mut Value, name: &str) {
    let attributes = schema.get_mut("attributes").and_then(Value::as_array_mut);
    let named = attributes.into_iter().flatten().filter_map(|attribute| {
        let attribute = attribute.as_object_mut()?;
        (attribute.get("name")? == name).then_some(attribute)
    });
    for attribute in named {
        let unique = Uniqueness::Server.as_str();
        attribute.insert("uniqueness".to_owned(), unique.into());
    }
}

fn resource_type_resource(base_url: &str, schema: &ResourceSchema) -> Value {
    let extensions: Vec<Value> = schema
        .extensions
        .iter()
        .map(|(extension, required)| json!({ "schema": extension.id, "required": required }))
        .collect();
    let resource = json!({
        "schemas": [urn::RESOURCE_TYPE],
        "id": schema.name,
        "name": schema.name,
        "endpoint": schema.endpoint,
        "description": schema.description,
        "schema": schema.core.id,
        "schemaExtensions": extensions,
    });
    let path = format!("/ResourceTypes/{}", schema.name);
    with_meta(resource, "ResourceType", base_url, &path)
}

/// A list answer; discovery has no pages (RFC 7644 §4).
fn list(resources: &[Value]) -> Value {
    json!({
        "schemas": [urn::LIST_RESPONSE],
        "totalResults": resources.len(),
        "startIndex": 1,
        "itemsPerPage": resources.len(),
        "Resources": resources,
    })
}

fn with_meta(mut resource: Value, resource_type: &str, base_url: &str, path: &str) -> Value {
    let base_url = base_url.trim_end_matches('/');
    if let Value::Object(members) = &mut resource {
        let meta = json!({
            "resourceType": resource_type,
            "location": format!("{base_url}{path}"),
        });
        members.insert("meta".to_owned(), meta);
    }
    resource
}

#[cfg(test)]
mod tests;
