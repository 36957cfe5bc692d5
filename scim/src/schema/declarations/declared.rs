//! One declared schema, and one declared resource type, as they are kept.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Extension;
use crate::{
    ResourceKind, ScimError,
    schema::{ResourceSchema, Schema, TypeDocument},
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct DeclaredSchema {
    /// As `/Schemas` shows it.
    pub(super) document: Value,
    pub(super) extends: Vec<Extension>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct DeclaredType {
    pub(super) number: u16,
    pub(super) name: String,
    pub(super) endpoint: String,
    pub(super) description: String,
    pub(super) schema: String,
    pub(super) extensions: Vec<(String, bool)>,
}

impl DeclaredSchema {
    pub(super) fn id(&self) -> Option<&str> {
        self.document.get("id").and_then(Value::as_str)
    }

    pub(super) fn is(&self, id: &str) -> bool {
        self.id().is_some_and(|own| own.eq_ignore_ascii_case(id))
    }

    pub(super) fn parsed(&self) -> Result<Schema, ScimError> {
        Schema::from_document(self.document.clone()).map_err(|error| {
            ScimError::new(
                500,
                format!("A declared schema can't be read: {}", error.detail),
            )
        })
    }
}

impl DeclaredType {
    pub(super) fn new(number: u16, document: &TypeDocument) -> Self {
        Self {
            number,
            name: document.name.clone(),
            endpoint: document.endpoint.clone(),
            description: document.description.clone(),
            schema: document.schema.clone(),
            extensions: document.extensions.clone(),
        }
    }

    pub(super) fn with(&self, document: &TypeDocument) -> Self {
        Self {
            description: document.description.clone(),
            extensions: document.extensions.clone(),
            ..self.clone()
        }
    }

    pub(super) fn uses(&self, id: &str) -> bool {
        let extensions = self.extensions.iter().map(|(schema, _)| schema);
        extensions
            .chain([&self.schema])
            .any(|schema| schema.eq_ignore_ascii_case(id))
    }

    pub(super) fn build(
        &self,
        schemas: &[(Schema, &[Extension])],
    ) -> Result<ResourceSchema, ScimError> {
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
