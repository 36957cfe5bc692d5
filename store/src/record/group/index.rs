//! By what groups are found without a scan.

use roster::TenantId;
use scim::{Resource, ResourceKind, fold::fold};
use uuid::Uuid;

use crate::{key, record::IndexRows};

/// The index rows of a group: `displayName` and `externalId`.
pub(crate) fn index_rows(tenant: TenantId, id: Uuid, resource: &Resource) -> IndexRows {
    let mut rows = IndexRows::new();
    if let Some(name) = resource.text("displayName") {
        rows.insert(key::group_name(tenant, &fold(name)), id.as_bytes().to_vec());
    }
    if let Some(external_id) = resource.text("externalId") {
        rows.insert(
            key::external(tenant, ResourceKind::Group, external_id, id),
            Vec::new(),
        );
    }
    rows
}
