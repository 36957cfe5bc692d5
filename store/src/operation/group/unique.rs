//! Two groups of one account have different names, in any case, unless the tenant wants it otherwise:
//! directories find groups by it.

use roster::GroupNames;
use scim::{Resource, ScimError, ScimType, fold::fold};
use uuid::Uuid;

use crate::{
    operation::{RunError, work::Work},
    reader,
};

/// 409 when another group has the `displayName`.
pub(super) fn display_name(
    work: &Work<'_, '_>,
    resource: &Resource,
    own: Option<Uuid>,
) -> Result<(), RunError> {
    if work.tenant.practice.group_names == GroupNames::Shared {
        return Ok(());
    }
    let Some(name) = resource.text("displayName") else {
        return Ok(());
    };
    let holders = reader::group::ids_of_name(work.tx, work.tenant_id(), &fold(name))?;
    match holders.into_iter().find(|holder| Some(*holder) != own) {
        Some(other) => {
            let detail = format!(
                "The displayName {name} belongs to group {other} already. Match that group \
                 instead, or choose another name."
            );
            Err(ScimError::typed(ScimType::Uniqueness, detail).into())
        }
        None => Ok(()),
    }
}
