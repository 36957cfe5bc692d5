//! Schemas as data (RFC 7643 §7): what attributes exist and how each behaves.
//!
//! The tables are Rust values and not JSON documents: they are checked when they are compiled, and
//! need no error path when they are loaded.

mod attribute;
mod build;
mod catalog;
mod characteristic;
mod declarations;
mod document;
mod enterprise_user;
mod every_resource;
mod group;
mod summary;
mod user;

use std::sync::LazyLock;

use serde_json::{Value, json};

use crate::{ResourceKind, urn};

pub use attribute::Attribute;
pub use catalog::Catalog;
pub use characteristic::{Kind, Mutability, Returned, Uniqueness};
pub use declarations::{Declarations, Extension};
pub use document::TypeDocument;
use summary::Summary;

/// The attributes that one URN stands for.
#[derive(Debug, Clone, PartialEq)]
pub struct Schema {
    /// The URN.
    pub id: String,
    /// E.g. `User`.
    pub name: String,
    /// One sentence for people.
    pub description: String,
    /// In the order in which they are written.
    pub attributes: Vec<Attribute>,
    /// What all requests ask of the attributes together.
    summary: Summary,
}

impl Schema {
    /// A schema of these attributes.
    pub fn new(id: &str, name: &str, description: &str, attributes: Vec<Attribute>) -> Self {
        Self {
            id: id.to_owned(),
            name: name.to_owned(),
            description: description.to_owned(),
            summary: Summary::of(&attributes),
            attributes,
        }
    }

    /// The attribute of this name in any case (RFC 7643 §2.1).
    pub fn attribute(&self, name: &str) -> Option<&Attribute> {
        attribute::named(&self.attributes, name)
    }

    /// The resource that `/Schemas/{id}` answers, without `meta`.
    pub fn to_json(&self) -> Value {
        // A pushed password is dropped (R13). To advertise it would be to ask for it, and
        // validators that read this schema expect to get back whatever it names.
        let attributes: Vec<Value> = self
            .attributes
            .iter()
            .filter(|attribute| !attribute.is_password())
            .map(Attribute::to_json)
            .collect();
        json!({
            "schemas": [urn::SCHEMA],
            "id": self.id,
            "name": self.name,
            "description": self.description,
            "attributes": attributes,
        })
    }
}

/// A resource type with its schemas: everything that the other modules need to judge a resource.
#[derive(Debug, Clone, PartialEq)]
pub struct ResourceSchema {
    /// Which type it is.
    pub kind: ResourceKind,
    /// E.g. `User`.
    pub name: String,
    /// E.g. `/Users`.
    pub endpoint: String,
    /// One sentence for people.
    pub description: String,
    /// The schema whose attributes need no URN in front.
    pub core: Schema,
    /// Each with whether a resource must have it.
    pub extensions: Vec<(Schema, bool)>,
}

impl ResourceSchema {
    /// Looks a name up, in any case, among `schemas`, `id`, `externalId` and `meta`, then in the
    /// core schema.
    pub fn attribute(&self, name: &str) -> Option<&Attribute> {
        attribute::named(every_resource::attributes(), name).or_else(|| self.core.attribute(name))
    }

    /// The core schema, then the extensions.
    pub fn schemas(&self) -> impl Iterator<Item = &Schema> {
        let extensions = self.extensions.iter().map(|(schema, _)| schema);
        std::iter::once(&self.core).chain(extensions)
    }

    /// Whether all that is stored of a resource is answered by default, so that it can be copied.
    pub fn is_answered_whole(&self) -> bool {
        self.schemas().all(|schema| schema.summary.answered_whole)
    }

    /// Whether there is anything that can be set only once.
    pub fn has_immutables(&self) -> bool {
        self.schemas().any(|schema| schema.summary.has_immutables)
    }

    /// Whether a resource must have this extension.
    pub fn requires(&self, urn: &str) -> bool {
        self.extensions
            .iter()
            .any(|(schema, required)| *required && schema.id.eq_ignore_ascii_case(urn))
    }

    /// The extension of this URN, in any case.
    pub fn extension(&self, urn: &str) -> Option<&Schema> {
        self.extensions
            .iter()
            .map(|(schema, _)| schema)
            .find(|schema| schema.id.eq_ignore_ascii_case(urn))
    }
}

/// The User type: core schema and the enterprise extension.
pub fn user() -> &'static ResourceSchema {
    static USER: LazyLock<ResourceSchema> = LazyLock::new(|| ResourceSchema {
        kind: ResourceKind::User,
        name: "User".to_owned(),
        endpoint: "/Users".to_owned(),
        description: "A person as the directory describes them".to_owned(),
        core: user::schema(),
        extensions: vec![(enterprise_user::schema(), false)],
    });
    &USER
}

/// The Group type.
pub fn group() -> &'static ResourceSchema {
    static GROUP: LazyLock<ResourceSchema> = LazyLock::new(|| ResourceSchema {
        kind: ResourceKind::Group,
        name: "Group".to_owned(),
        endpoint: "/Groups".to_owned(),
        description: "A group of the directory".to_owned(),
        core: group::schema(),
        extensions: Vec::new(),
    });
    &GROUP
}

#[cfg(test)]
mod tests;
