//! A resource of a type that the tenant has declared.

use jiff::Timestamp;
use roster::TenantId;
use scim::{Resource, schema::ResourceSchema};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    IndexRows,
    stored::{Head, Stored},
    unique,
};
use crate::key;

/// A resource that rosterd keeps and answers, and makes nothing of.
pub type ResourceRecord = Stored<ResourceHead>;

/// The line in front of the body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResourceHead {
    /// Grows by one with every change.
    pub version: u64,
    /// `meta.created`.
    pub created: Timestamp,
}

impl Head for ResourceHead {
    const KIND: &'static str = "resource";

    fn version(&self) -> u64 {
        self.version
    }

    fn created(&self) -> Timestamp {
        self.created
    }
}

/// The index rows of a resource: `externalId` and the unique values.
pub(crate) fn index_rows(
    tenant: TenantId,
    id: Uuid,
    schema: &ResourceSchema,
    resource: &Resource,
) -> IndexRows {
    let mut rows = unique::index_rows(tenant, id, schema, resource);
    if let Some(external_id) = resource.text("externalId") {
        rows.insert(
            key::external(tenant, schema.kind, external_id, id),
            Vec::new(),
        );
    }
    rows
}
