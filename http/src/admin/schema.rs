//! Schemas and resource types that a tenant declares (RFC 7643 §6, §7), on the admin API.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A resource type that a schema extends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Extends {
    /// The name of the type, e.g. `User`.
    pub resource_type: String,
    /// Whether every resource of the type must have it.
    #[serde(default)]
    pub required: bool,
}

/// A schema to declare.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewSchema {
    /// The schema document of RFC 7643 §7.
    pub schema: Value,
    /// What it extends; nothing if resource types are to be made of it.
    #[serde(default)]
    pub extends: Vec<Extends>,
}

/// A declared schema.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SchemaView {
    /// The URN.
    pub id: String,
    /// As the document says.
    pub name: String,
    /// The resource types that it extends.
    pub extends: Vec<Extends>,
    /// The document, as `/Schemas` shows it.
    pub schema: Value,
}

/// A declared resource type.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ResourceTypeView {
    /// E.g. `Device`.
    pub name: String,
    /// Below the SCIM base URL, e.g. `/Devices`.
    pub endpoint: String,
    /// One sentence for people.
    pub description: String,
    /// The URN of the schema that it is made of.
    pub schema: String,
    /// The URNs of its extensions.
    pub extensions: Vec<String>,
    /// How many resources there are.
    pub resources: u64,
}
