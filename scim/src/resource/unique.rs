//! The values that a tenant's schemas declare unique (RFC 7643 §7, `uniqueness`).

use serde_json::Value;

use super::Resource;
use crate::{
    ResourceKind,
    filter::{Filter, Literal, Operator},
    fold::fold,
    schema::{Attribute, ResourceSchema, Schema, Uniqueness},
};

/// A value that no two resources of the type may share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UniqueValue {
    /// The attribute, with the URN of an extension in front.
    pub path: String,
    /// As it is compared: folded unless the attribute is `caseExact`.
    pub value: String,
}

impl ResourceSchema {
    /// The unique values of a resource, but for those of the standard (`id`, `userName`), which
    /// have rules of their own.
    pub fn unique_values(&self, resource: &Resource) -> Vec<UniqueValue> {
        let mut found = Vec::new();
        for (schema, attribute) in self.unique_attributes() {
            let home = if schema.id == self.core.id {
                Some(resource.object())
            } else {
                resource.object().get(&schema.id).and_then(Value::as_object)
            };
            let value = home.and_then(|home| home.get(&attribute.name));
            if let Some(text) = value.and_then(Value::as_str) {
                found.push(self.unique_value(schema, attribute, text));
            }
        }
        found
    }

    /// The value that a filter asks for by `eq` in one of its conjuncts, if it is a unique one.
    pub fn unique_value_asked(&self, filter: &Filter) -> Option<UniqueValue> {
        filter.conjuncts().into_iter().find_map(|part| {
            let Filter::Compare {
                path,
                operator: Operator::Eq,
                value: Literal::String(text),
            } = part
            else {
                return None;
            };
            let at = path.resolve(self)?;
            let (schema, attribute) = self
                .unique_attributes()
                .find(|(_, attribute)| std::ptr::eq(*attribute, at.last()))?;
            Some(self.unique_value(schema, attribute, text))
        })
    }

    /// The paths of the unique attributes that an extension brings.
    pub fn unique_paths_of(&self, extension: &str) -> impl Iterator<Item = String> {
        self.unique_attributes()
            .filter(|(schema, _)| {
                schema.id != self.core.id && schema.id.eq_ignore_ascii_case(extension)
            })
            .map(|(schema, attribute)| self.unique_path(schema, attribute))
    }

    fn unique_attributes(&self) -> impl Iterator<Item = (&Schema, &Attribute)> {
        let core = matches!(self.kind, ResourceKind::Declared(_)).then_some(&self.core);
        let extensions = self.extensions.iter().map(|(schema, _)| schema);
        core.into_iter().chain(extensions).flat_map(|schema| {
            let unique = |attribute: &&Attribute| attribute.uniqueness != Uniqueness::None;
            let attributes = schema.attributes.iter().filter(unique);
            attributes.map(move |attribute| (schema, attribute))
        })
    }

    fn unique_value(&self, schema: &Schema, attribute: &Attribute, text: &str) -> UniqueValue {
        let path = self.unique_path(schema, attribute);
        let value = if attribute.case_exact {
            text.to_owned()
        } else {
            fold(text)
        };
        UniqueValue { path, value }
    }

    fn unique_path(&self, schema: &Schema, attribute: &Attribute) -> String {
        if schema.id == self.core.id {
            attribute.name.clone()
        } else {
            format!("{}:{}", schema.id, attribute.name)
        }
    }
}
