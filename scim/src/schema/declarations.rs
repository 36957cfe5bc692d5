//! What a tenant has declared besides the standard: schemas, and resource types made of them.
//!
//! Resources are stored as they were sent, so a declaration may grow but not take back what
//! resources may rely on: whoever wants another type for an attribute gives it another name.

mod check;
mod declared;
mod growth;

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use self::{
    check::taken,
    declared::{DeclaredSchema, DeclaredType},
};
use super::{Catalog, Schema, TypeDocument};
use crate::{ResourceKind, ScimError};

/// Of one tenant, each.
const MOST_SCHEMAS: usize = 50;
const MOST_TYPES: usize = 50;

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
        self.check_schema_name(&schema.id)?;
        let extends = self.in_their_spelling(extends);
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
}

#[cfg(test)]
mod tests;
