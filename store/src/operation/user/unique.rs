//! What two users of one account cannot share. The answer names our id of the other one, so that
//! the identity provider's admin can match instead of creating (D12).

use roster::{MemberId, TenantId};
use scim::{ScimError, ScimType, fold::fold};
use uuid::Uuid;

use crate::{
    engine::Rows,
    operation::{RunError, membership::holder},
    reader,
};

/// `userName` is unique in any case (RFC 7643 §4.1.1), also against users who are deactivated: they
/// are to be found and enabled again.
pub(super) fn user_name(
    rows: &dyn Rows,
    tenant: TenantId,
    user_name: &str,
    own: Option<Uuid>,
) -> Result<(), RunError> {
    match reader::user::id_of_user_name(rows, tenant, &fold(user_name))? {
        Some(other) if Some(other) != own => Err(refuse(format!(
            "The userName {user_name} belongs to user {other} already. Match that user instead, or \
             choose another userName."
        ))),
        _ => Ok(()),
    }
}

/// The address that identifies a member. `own` is the member who may have it.
pub(super) fn address(
    rows: &dyn Rows,
    tenant: TenantId,
    address: Option<&str>,
    own: Option<MemberId>,
) -> Result<(), RunError> {
    let Some(address) = address else {
        return Ok(());
    };
    match holder(rows, tenant, address, own)? {
        Some(holder) => Err(refuse(format!(
            "The address {address} belongs to {holder} already. Match that one instead, or give \
             this user another primary e-mail address."
        ))),
        None => Ok(()),
    }
}

fn refuse(detail: String) -> RunError {
    ScimError::typed(ScimType::Uniqueness, detail).into()
}
