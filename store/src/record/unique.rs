//! By what resources are found that have a value which a tenant's schema declares unique.

use roster::TenantId;
use scim::{Resource, schema::ResourceSchema};
use uuid::Uuid;

use super::IndexRows;
use crate::key;

/// One row for each unique value.
pub(crate) fn index_rows(
    tenant: TenantId,
    id: Uuid,
    schema: &ResourceSchema,
    resource: &Resource,
) -> IndexRows {
    schema
        .unique_values(resource)
        .into_iter()
        .map(|unique| {
            let key = key::unique(tenant, schema.kind, &unique.path, &unique.value);
            (key, id.as_bytes().to_vec())
        })
        .collect()
}
