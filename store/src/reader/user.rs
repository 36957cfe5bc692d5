//! Directory records of people. Members whom no directory manages are never among them (D9).

use roster::TenantId;
use scim::{ResourceKind, fold::fold};
use uuid::Uuid;

use super::{Stored, resource, scan};
use crate::{
    engine::Rows,
    error::EngineError,
    key,
    record::{UserRecord, decode_id},
};

/// By `userName`, in any case.
pub fn by_user_name(
    rows: &dyn Rows,
    tenant: TenantId,
    user_name: &str,
) -> Result<Option<Stored>, EngineError> {
    match id_of_user_name(rows, tenant, &fold(user_name))? {
        Some(id) => resource::stored(rows, tenant, ResourceKind::User, id),
        None => Ok(None),
    }
}

/// The whole record.
pub(crate) fn record(
    rows: &dyn Rows,
    tenant: TenantId,
    id: Uuid,
) -> Result<Option<UserRecord>, EngineError> {
    match rows.get(&key::user(tenant, id))? {
        Some(value) => UserRecord::decode(&value).map(Some),
        None => Ok(None),
    }
}

pub(crate) fn id_of_user_name(
    rows: &dyn Rows,
    tenant: TenantId,
    folded: &str,
) -> Result<Option<Uuid>, EngineError> {
    match rows.get(&key::user_name(tenant, folded))? {
        Some(value) => decode_id("user name", &value).map(Some),
        None => Ok(None),
    }
}

/// The ids of the users with this address among their `emails`, by age.
pub(crate) fn ids_with_email(
    rows: &dyn Rows,
    tenant: TenantId,
    folded: &str,
) -> Result<Vec<Uuid>, EngineError> {
    scan::last_ids(rows, &key::users_with_email(tenant, folded))
}

/// The ids of the resources with this `externalId`, by age.
pub(crate) fn ids_with_external_id(
    rows: &dyn Rows,
    tenant: TenantId,
    kind: ResourceKind,
    external_id: &str,
) -> Result<Vec<Uuid>, EngineError> {
    scan::last_ids(rows, &key::external_id(tenant, kind, external_id))
}
