//! What a tenant has declared besides the standard: schemas, and resource types made of them.
//!
//! Resources are stored as they were sent, so a declaration may grow but not take back what
//! resources may rely on: whoever wants another type for an attribute gives it another name.

mod growth;

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Catalog, ResourceSchema, Schema, TypeDocument};
use crate::{ResourceKind, ScimError, ScimType, urn};

/// Of one tenant, each.
const MOST_SCHEMAS: usize = 50;
const MOST_TYPES: usize = 50;

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

/// Everything that one tenant has declared.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Declarations {
    /// Grows by one with every change; 0 while there was none.
    pub version: u64,
    schemas: Vec<DeclaredSchema>,
    types: Vec<DeclaredType>,
    /// The number of the type that was declared last. They are never given twice, because rows may
    /// still stand under one.
    last_type: u16,
}

/// A resource type that a schema extends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extension {
    /// The name of the type, e.g. `User`.
    pub resource_type: String,
    /// Whether a resource must have it.
    pub required: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct DeclaredSchema {
    /// As `/Schemas` shows it.
    document: Value,
    extends: Vec<Extension>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct DeclaredType {
    number: u16,
    name: String,
    endpoint: String,
    description: String,
    schema: String,
    extensions: Vec<(String, bool)>,
}

impl Declarations {
    /// The standard types with the tenant's extensions, and the tenant's own types. An error is a
    /// broken store: what is kept was checked when it was declared.
    pub fn catalog(&self) -> Result<Arc<Catalog>, ScimError> {
        if self.version == 0 {
            return Ok(Catalog::standard());
        }
        let schemas = self.parsed()?;
        let declared = self
            .types
            .iter()
            .map(|declared| declared.build(&schemas))
            .collect::<Result<_, _>>()?;
        let mut catalog = Catalog::new(self.version, declared);
        for (schema, extends) in &schemas {
            for extension in *extends {
                catalog.extend(&extension.resource_type, schema, extension.required);
            }
        }
        Ok(Arc::new(catalog))
    }

    /// Declares a schema, or lets one grow that was declared before; `extends` takes the place of
    /// what it extended. False if all of it was so already.
    ///
    /// 409 for a URN that is taken, or when resources could rely on what is taken back; 400
    /// `invalidValue` for a type that does not exist.
    pub fn declare_schema(
        &mut self,
        schema: &Schema,
        extends: Vec<Extension>,
    ) -> Result<bool, ScimError> {
        if STANDARD_SCHEMAS
            .iter()
            .any(|standard| standard.eq_ignore_ascii_case(&schema.id))
        {
            return Err(taken(format!(
                "{} is a schema of the standard. Give yours a URN of your own.",
                schema.id
            )));
        }
        self.check_extends(&schema.id, &extends)?;
        let declared = DeclaredSchema {
            document: schema.to_json(),
            extends,
        };
        match self.position(&schema.id) {
            Some(position) => {
                let Some(old) = self.schemas.get_mut(position) else {
                    return Ok(false);
                };
                if *old == declared {
                    return Ok(false);
                }
                growth::check(&old.parsed()?, schema)?;
                growth::check_extends(&old.extends, &declared.extends)?;
                *old = declared;
            }
            None if self.schemas.len() >= MOST_SCHEMAS => {
                return Err(taken(format!(
                    "An account can declare {MOST_SCHEMAS} schemas at most."
                )));
            }
            None => self.schemas.push(declared),
        }
        self.version += 1;
        Ok(true)
    }

    /// Takes a schema back that no resource has values of, which is the caller's to find out.
    /// 404 if there is none, 409 while a resource type is made of it.
    pub fn withdraw_schema(&mut self, id: &str) -> Result<(), ScimError> {
        let position = self
            .position(id)
            .ok_or_else(|| ScimError::not_found("declared Schema", id))?;
        if let Some(used) = self.types.iter().find(|declared| declared.uses(id)) {
            return Err(taken(format!(
                "The resource type {} has this schema. Withdraw the resource type first.",
                used.name
            )));
        }
        self.schemas.remove(position);
        self.version += 1;
        Ok(())
    }

    /// Declares a resource type, or lets one grow that was declared before. Its schemas must have
    /// been declared. False if all of it was so already.
    pub fn declare_type(&mut self, document: &TypeDocument) -> Result<bool, ScimError> {
        let own = self
            .types
            .iter()
            .position(|declared| declared.name.eq_ignore_ascii_case(&document.name));
        self.check_type(document, own)?;
        if let Some(declared) = own.and_then(|position| self.types.get_mut(position)) {
            growth::check_type(declared, document)?;
            let grown = declared.with(document);
            if *declared == grown {
                return Ok(false);
            }
            *declared = grown;
        } else {
            if self.types.len() >= MOST_TYPES {
                return Err(taken(format!(
                    "An account can declare {MOST_TYPES} resource types at most."
                )));
            }
            let number = self.last_type.checked_add(1).ok_or_else(|| {
                taken("This account has used up its numbers of resource types.".to_owned())
            })?;
            self.last_type = number;
            self.types.push(DeclaredType::new(number, document));
        }
        self.version += 1;
        Ok(true)
    }

    /// Takes a resource type back that has no resources, which is the caller's to find out. 404 if
    /// there is none.
    pub fn withdraw_type(&mut self, name: &str) -> Result<(), ScimError> {
        let position = self
            .types
            .iter()
            .position(|declared| declared.name.eq_ignore_ascii_case(name))
            .ok_or_else(|| ScimError::not_found("declared ResourceType", name))?;
        let declared = self.types.remove(position);
        for schema in &mut self.schemas {
            schema
                .extends
                .retain(|extension| !extension.resource_type.eq_ignore_ascii_case(&declared.name));
        }
        self.version += 1;
        Ok(())
    }

    /// The kind of a declared type, by its name in any case.
    pub fn kind_of(&self, name: &str) -> Option<ResourceKind> {
        self.types
            .iter()
            .find(|declared| declared.name.eq_ignore_ascii_case(name))
            .map(|declared| ResourceKind::Declared(declared.number))
    }

    /// The schema documents, each with what it extends.
    pub fn schemas(&self) -> impl Iterator<Item = (&Value, &[Extension])> {
        self.schemas
            .iter()
            .map(|schema| (&schema.document, schema.extends.as_slice()))
    }

    fn parsed(&self) -> Result<Vec<(Schema, &[Extension])>, ScimError> {
        self.schemas
            .iter()
            .map(|declared| Ok((declared.parsed()?, declared.extends.as_slice())))
            .collect()
    }

    fn position(&self, id: &str) -> Option<usize> {
        self.schemas.iter().position(|schema| schema.is(id))
    }

    fn check_extends(&self, id: &str, extends: &[Extension]) -> Result<(), ScimError> {
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

    fn check_type(&self, document: &TypeDocument, own: Option<usize>) -> Result<(), ScimError> {
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

impl DeclaredSchema {
    fn is(&self, id: &str) -> bool {
        let own = self.document.get("id").and_then(Value::as_str);
        own.is_some_and(|own| own.eq_ignore_ascii_case(id))
    }

    fn parsed(&self) -> Result<Schema, ScimError> {
        Schema::from_document(self.document.clone()).map_err(|error| {
            ScimError::new(
                500,
                format!("A declared schema can't be read: {}", error.detail),
            )
        })
    }
}

impl DeclaredType {
    fn new(number: u16, document: &TypeDocument) -> Self {
        Self {
            number,
            name: document.name.clone(),
            endpoint: document.endpoint.clone(),
            description: document.description.clone(),
            schema: document.schema.clone(),
            extensions: document.extensions.clone(),
        }
    }

    fn with(&self, document: &TypeDocument) -> Self {
        Self {
            description: document.description.clone(),
            extensions: document.extensions.clone(),
            ..self.clone()
        }
    }

    fn uses(&self, id: &str) -> bool {
        let extensions = self.extensions.iter().map(|(schema, _)| schema);
        extensions
            .chain([&self.schema])
            .any(|schema| schema.eq_ignore_ascii_case(id))
    }

    fn build(&self, schemas: &[(Schema, &[Extension])]) -> Result<ResourceSchema, ScimError> {
        let find = |id: &str| {
            let found = schemas
                .iter()
                .find(|(schema, _)| schema.id.eq_ignore_ascii_case(id));
            found.map(|(schema, _)| schema.clone()).ok_or_else(|| {
                ScimError::new(
                    500,
                    format!("The resource type {} lacks a schema.", self.name),
                )
            })
        };
        let extensions = self
            .extensions
            .iter()
            .map(|(schema, required)| Ok((find(schema)?, *required)))
            .collect::<Result<_, ScimError>>()?;
        Ok(ResourceSchema {
            kind: ResourceKind::Declared(self.number),
            name: self.name.clone(),
            endpoint: self.endpoint.clone(),
            description: self.description.clone(),
            core: find(&self.schema)?,
            extensions,
        })
    }
}

fn taken(detail: String) -> ScimError {
    ScimError::new(409, detail)
}

#[cfg(test)]
mod tests;
