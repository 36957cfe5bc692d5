//! What two resources of a type cannot share because a tenant's schema says so.

use roster::TenantId;
use scim::{Resource, ScimError, ScimType, schema::ResourceSchema};
use uuid::Uuid;

use super::RunError;
use crate::{engine::Rows, key, record::decode_id};

/// 409 when another resource of the type has one of the unique values.
pub(super) fn declared_values(
    rows: &dyn Rows,
    tenant: TenantId,
    schema: &ResourceSchema,
    resource: &Resource,
    own: Option<Uuid>,
) -> Result<(), RunError> {
    for unique in schema.unique_values(resource) {
        let key = key::unique(tenant, schema.kind, &unique.path, &unique.value);
        let Some(value) = rows.get(&key)? else {
            continue;
        };
        let other = decode_id("unique value", &value)?;
        if Some(other) != own {
            let detail = format!(
                "The value of {} belongs to the {} {other} already. Match that one instead, or \
                 choose another value.",
                unique.path, schema.name
            );
            return Err(ScimError::typed(ScimType::Uniqueness, detail).into());
        }
    }
    Ok(())
}
