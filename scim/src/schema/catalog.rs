//! The resource types of one tenant.

use std::sync::{Arc, LazyLock};

use super::{ResourceSchema, Schema, group, user};
use crate::ResourceKind;

/// Every resource type that a tenant has, with its extensions: users and groups, and whatever the
/// tenant has declared.
#[derive(Debug, Clone, PartialEq)]
pub struct Catalog {
    /// Grows with every declaration; 0 is the standard one.
    version: u64,
    user: ResourceSchema,
    group: ResourceSchema,
    declared: Vec<ResourceSchema>,
}

impl Catalog {
    /// What every tenant begins with: the types of RFC 7643 §4.
    pub fn standard() -> Arc<Self> {
        static STANDARD: LazyLock<Arc<Catalog>> = LazyLock::new(|| {
            Arc::new(Catalog {
                version: 0,
                user: user().clone(),
                group: group().clone(),
                declared: Vec::new(),
            })
        });
        Arc::clone(&STANDARD)
    }

    /// The standard types, to be extended, and these.
    pub(super) fn new(version: u64, declared: Vec<ResourceSchema>) -> Self {
        Self {
            version,
            declared,
            user: user().clone(),
            group: group().clone(),
        }
    }

    /// Gives a type one more extension.
    pub(super) fn extend(&mut self, resource_type: &str, schema: &Schema, required: bool) {
        let types = [&mut self.user, &mut self.group].into_iter();
        for extended in types.chain(&mut self.declared) {
            if extended.name.eq_ignore_ascii_case(resource_type)
                && extended.extension(&schema.id).is_none()
            {
                extended.extensions.push((schema.clone(), required));
            }
        }
    }

    /// Tells two states of the same tenant apart.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// The User type with the tenant's extensions.
    pub fn user(&self) -> &ResourceSchema {
        &self.user
    }

    /// The Group type with the tenant's extensions.
    pub fn group(&self) -> &ResourceSchema {
        &self.group
    }

    /// None for a type that is declared no longer.
    pub fn get(&self, kind: ResourceKind) -> Option<&ResourceSchema> {
        match kind {
            ResourceKind::User => Some(&self.user),
            ResourceKind::Group => Some(&self.group),
            ResourceKind::Declared(_) => self.declared.iter().find(|schema| schema.kind == kind),
        }
    }

    /// Users and groups first, then in the order of their declaration.
    pub fn types(&self) -> impl Iterator<Item = &ResourceSchema> {
        [&self.user, &self.group].into_iter().chain(&self.declared)
    }

    /// By the last segment of its endpoint, in any case: `Users`.
    pub fn by_endpoint(&self, segment: &str) -> Option<&ResourceSchema> {
        self.types().find(|schema| {
            let endpoint = schema.endpoint.trim_start_matches('/');
            endpoint.eq_ignore_ascii_case(segment)
        })
    }

    /// Every schema once: those of the types, and their extensions.
    pub fn schemas(&self) -> Vec<&Schema> {
        let mut schemas: Vec<&Schema> = Vec::new();
        for schema in self.types().flat_map(ResourceSchema::schemas) {
            if !schemas.iter().any(|known| known.id == schema.id) {
                schemas.push(schema);
            }
        }
        schemas
    }
}
