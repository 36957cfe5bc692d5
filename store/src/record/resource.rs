//! A resource of a type that the tenant has declared.

use jiff::Timestamp;
use roster::TenantId;
use scim::{Resource, schema::ResourceSchema, stored::Meta};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{IndexRows, broken, lines, unique};
use crate::{error::EngineError, key};

const KIND: &str = "resource";

/// A resource that rosterd keeps and answers, and makes nothing of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResourceRecord {
    /// What we need to know without reading the body.
    pub head: ResourceHead,
    /// Canonical SCIM JSON (see `scim::stored`).
    pub body: Vec<u8>,
}

/// The line in front of the body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResourceHead {
    /// Grows by one with every change.
    pub version: u64,
    /// `meta.created`.
    pub created: Timestamp,
}

impl ResourceRecord {
    /// A record that says what a resource says.
    pub(crate) fn new(
        id: Uuid,
        schema: &ResourceSchema,
        resource: &Resource,
        head: ResourceHead,
        last_modified: Timestamp,
    ) -> Self {
        let meta = Meta {
            resource_type: schema.name.clone(),
            created: head.created,
            last_modified,
            version: head.version,
        };
        Self {
            body: scim::stored::encode(resource, &id.to_string(), &meta),
            head,
        }
    }

    /// What the client said.
    pub(crate) fn resource(&self) -> Result<Resource, EngineError> {
        Resource::from_stored(&self.body).map_err(|error| broken(KIND, &error.detail))
    }

    pub(crate) fn decode(value: &[u8]) -> Result<Self, EngineError> {
        let (head, body) = lines::split(KIND, value)?;
        Ok(Self {
            head: super::decode(KIND, head)?,
            body: body.to_vec(),
        })
    }

    pub(crate) fn encode(&self) -> Result<Vec<u8>, EngineError> {
        lines::join(KIND, &self.head, &self.body)
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
