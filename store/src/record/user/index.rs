//! By what users are found without a scan.

use roster::TenantId;
use scim::{Resource, ResourceKind, fold::fold};
use uuid::Uuid;

use crate::{key, record::IndexRows};

/// The index rows of a user: `userName`, `externalId` and each of `emails`.
pub(crate) fn index_rows(tenant: TenantId, id: Uuid, resource: &Resource) -> IndexRows {
    let mut rows = IndexRows::new();
    if let Some(user_name) = resource.text("userName") {
        rows.insert(
            key::user_name(tenant, &fold(user_name)),
            id.as_bytes().to_vec(),
        );
    }
    if let Some(external_id) = resource.text("externalId") {
        rows.insert(
            key::external(tenant, ResourceKind::User, external_id, id),
            Vec::new(),
        );
    }
    for address in resource.emails() {
        rows.insert(key::email(tenant, &fold(address), id), Vec::new());
    }
    rows
}
