//! Two groups of one account have different names, in any case: mapping rules name groups by it.

use roster::TenantId;
use scim::{Resource, ScimError, ScimType, fold::fold};
use uuid::Uuid;

use crate::{engine::Rows, operation::RunError, reader};

/// 409 when another group has the `displayName`.
pub(super) fn display_name(
    rows: &dyn Rows,
    tenant: TenantId,
    resource: &Resource,
    own: Option<Uuid>,
) -> Result<(), RunError> {
    let Some(name) = resource.text("displayName") else {
        return Ok(());
    };
    match reader::group::id_of_name(rows, tenant, &fold(name))? {
        Some(other) if Some(other) != own => {
            let detail = format!(
                "The displayName {name} belongs to group {other} already. Match that group \
                 instead, or choose another name."
            );
            Err(ScimError::typed(ScimType::Uniqueness, detail).into())
        }
        _ => Ok(()),
    }
}
