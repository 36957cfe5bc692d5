//! By what users are found without a scan.

use roster::TenantId;
use scim::{Resource, fold::fold, schema::ResourceSchema};
use uuid::Uuid;

use crate::{
    key,
    record::{IndexRows, resource},
};

/// The index rows of a user: `userName`, `externalId`, each of `emails`, and what the
/// tenant's schemas declare unique.
pub(crate) fn index_rows(
    tenant: TenantId,
    id: Uuid,
    schema: &ResourceSchema,
    resource: &Resource,
) -> IndexRows {
    let mut rows = resource::index_rows(tenant, id, schema, resource);
    if let Some(user_name) = resource.text("userName") {
        rows.insert(
            key::user_name(tenant, &fold(user_name)),
            id.as_bytes().to_vec(),
        );
    }
    for address in resource.emails() {
        rows.insert(key::email(tenant, &fold(address), id), Vec::new());
    }
    rows
}
