//! What can be declared beside that which exists.

use super::{Declarations, Extension};
use crate::{ScimError, ScimType, schema::TypeDocument, urn};

/// The schemas that no tenant can declare anew.
const STANDARD_SCHEMAS: [&str; 6] = [
    urn::USER,
    urn::GROUP,
    urn::ENTERPRISE_USER,
    urn::SERVICE_PROVIDER_CONFIG,
    urn::SCHEMA,
    urn::RESOURCE_TYPE,
];
/// The names and endpoints that are taken (RFC 7644 §3.2).
const STANDARD_TYPES: [&str; 2] = ["User", "Group"];
const STANDARD_ENDPOINTS: [&str; 7] = [
    "/Users",
    "/Groups",
    "/Me",
    "/Bulk",
    "/Schemas",
    "/ResourceTypes",
    "/ServiceProviderConfig",
];

/// 409 for a URN of the standard.
pub(super) fn schema_name(id: &str) -> Result<(), ScimError> {
    if STANDARD_SCHEMAS
        .iter()
        .any(|standard| standard.eq_ignore_ascii_case(id))
    {
        return Err(taken(format!(
            "{id} is a schema of the standard. Give yours a URN of your own."
        )));
    }
    Ok(())
}

pub(super) fn taken(detail: String) -> ScimError {
    ScimError::new(409, detail)
}

impl Declarations {
    /// Whether a schema can extend these types.
    pub(super) fn check_extends(&self, id: &str, extends: &[Extension]) -> Result<(), ScimError> {
        let core = self
            .types
            .iter()
            .find(|declared| declared.schema.eq_ignore_ascii_case(id));
        if let (Some(core), false) = (core, extends.is_empty()) {
            return Err(taken(format!(
                "The resource type {} is made of this schema, so it can't extend another type.",
                core.name
            )));
        }
        for extension in extends {
            let name = &extension.resource_type;
            if !STANDARD_TYPES.contains(&name.as_str()) && self.kind_of(name).is_none() {
                return Err(ScimError::typed(
                    ScimType::InvalidValue,
                    format!(
                        "There is no resource type '{name}' to extend. /ResourceTypes lists those \
                         that exist."
                    ),
                ));
            }
        }
        Ok(())
    }

    /// Whether there can be such a type; `own` is where it stands if it was declared before.
    pub(super) fn check_type(
        &self,
        document: &TypeDocument,
        own: Option<usize>,
    ) -> Result<(), ScimError> {
        let others = || {
            let others = self.types.iter().enumerate();
            others.filter(|(position, _)| Some(*position) != own)
        };
        let same = |one: &str, other: &str| one.eq_ignore_ascii_case(other);
        if STANDARD_TYPES.iter().any(|name| same(name, &document.name)) {
            return Err(taken(format!(
                "{} is a resource type of the standard. Extend it by a schema instead.",
                document.name
            )));
        }
        let endpoint = &document.endpoint;
        if STANDARD_ENDPOINTS.iter().any(|taken| same(taken, endpoint))
            || others().any(|(_, other)| same(&other.endpoint, endpoint))
        {
            return Err(taken(format!(
                "The endpoint {endpoint} is taken. Choose another."
            )));
        }
        if others().any(|(_, other)| same(&other.schema, &document.schema)) {
            return Err(taken(format!(
                "Another resource type is made of {} already.",
                document.schema
            )));
        }
        let extensions = document.extensions.iter().map(|(schema, _)| schema);
        for schema in extensions.chain([&document.schema]) {
            if self.position(schema).is_none() {
                return Err(ScimError::typed(
                    ScimType::InvalidValue,
                    format!("There is no declared schema {schema}. Declare it first."),
                ));
            }
        }
        let core = self
            .position(&document.schema)
            .and_then(|position| self.schemas.get(position));
        if core.is_some_and(|core| !core.extends.is_empty()) {
            return Err(taken(format!(
                "{} extends another resource type, so no type can be made of it.",
                document.schema
            )));
        }
        Ok(())
    }
}
