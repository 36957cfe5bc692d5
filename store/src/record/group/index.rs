//! By what groups are found without a scan.

use roster::TenantId;
use scim::{Resource, fold::fold, schema::ResourceSchema};
use uuid::Uuid;

use crate::{
    key,
    record::{IndexRows, resource},
};

/// The index rows of a group: `displayName`, `externalId`, and what the tenant's
/// schemas declare unique.
pub(crate) fn index_rows(
    tenant: TenantId,
    id: Uuid,
    schema: &ResourceSchema,
    resource: &Resource,
) -> IndexRows {
    let mut rows = resource::index_rows(tenant, id, schema, resource);
    if let Some(name) = resource.text("displayName") {
        rows.insert(key::group_name(tenant, &fold(name), id), Vec::new());
    }
    rows
}
