//! What can be declared beside that which exists.

use super::{Declarations, Extension, declared::DeclaredSchema};
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
/// How the URNs of the RFCs' own core schemas begin. Those of extensions are not kept from anybody:
/// Entra ID tells its customers to name theirs `urn:ietf:params:scim:schemas:extension:…`.
const CORE: &str = "urn:ietf:params:scim:schemas:core:";
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

pub(super) fn taken(detail: String) -> ScimError {
    ScimError::new(409, detail)
}

impl Declarations {
    /// 409 for a URN of the standard, for one that was declared in other letters, and for one that
    /// could not be told from an attribute of another schema.
    pub(super) fn check_schema_name(&self, id: &str) -> Result<(), ScimError> {
        let standard = STANDARD_SCHEMAS.iter().any(|urn| same(urn, id));
        if standard || begins_with(id, CORE) {
            return Err(taken(format!(
                "{id} is a name of the standard. Give your schema a URN of your own."
            )));
        }
        let declared = self.schemas.iter().filter_map(DeclaredSchema::id);
        for other in STANDARD_SCHEMAS.into_iter().chain(declared) {
            if other != id && same(other, id) {
                return Err(taken(format!(
                    "This schema is declared already, as {other}. Write it in the same letters."
                )));
            }
            if is_attribute_of(id, other) || is_attribute_of(other, id) {
                return Err(taken(format!(
                    "In a path, {id} could not be told from {other}: one would be an attribute of \
                     the other. Choose another URN."
                )));
            }
        }
        Ok(())
    }

    /// With the names of the types as they were declared.
    pub(super) fn in_their_spelling(&self, extends: Vec<Extension>) -> Vec<Extension> {
        let declared = self.types.iter().map(|declared| declared.name.as_str());
        let known: Vec<&str> = STANDARD_TYPES.into_iter().chain(declared).collect();
        let spelled = |extension: Extension| {
            let found = known
                .iter()
                .find(|name| same(name, &extension.resource_type));
            Extension {
                resource_type: found.map_or(extension.resource_type, |name| (*name).to_owned()),
                ..extension
            }
        };
        extends.into_iter().map(spelled).collect()
    }

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
        if extensions
            .clone()
            .any(|schema| same(schema, &document.schema))
        {
            return Err(ScimError::typed(
                ScimType::InvalidValue,
                format!(
                    "At /schemaExtensions: the type is made of {} already, which can't extend it \
                     too. Leave it out.",
                    document.schema
                ),
            ));
        }
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

fn same(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
}

fn begins_with(id: &str, head: &str) -> bool {
    id.split_at_checked(head.len())
        .is_some_and(|(start, _)| same(start, head))
}

/// Whether a path could mean either: `urn:example:Device:serial`.
fn is_attribute_of(id: &str, schema: &str) -> bool {
    let rest = id.split_at_checked(schema.len());
    rest.is_some_and(|(start, rest)| {
        let name = rest.strip_prefix(':');
        same(start, schema) && name.is_some_and(|name| !name.contains(':'))
    })
}
