//! Directory groups, without their members (see [`super::membership`]).

use roster::TenantId;
use uuid::Uuid;

use super::scan;
use crate::{
    engine::{Direction, Rows},
    error::EngineError,
    key,
    record::{GroupRecord, broken, decode_id, group::GroupHead, stored::Head},
};

/// At most `limit` groups with their heads, by age, behind the one given.
pub fn list(
    rows: &dyn Rows,
    tenant: TenantId,
    after: Option<Uuid>,
    limit: usize,
) -> Result<Vec<(Uuid, GroupHead)>, EngineError> {
    let all = key::groups(tenant);
    let span = match after {
        Some(id) => all.after(&key::group(tenant, id)),
        None => all,
    };
    scan::rows(rows, &span, Direction::Ascending, limit, |key, value| {
        let id = key::last_id(key).ok_or_else(|| broken("group", "its key has no id"))?;
        Ok((id, GroupHead::of(value)?))
    })
}

/// The whole record.
pub(crate) fn record(
    rows: &dyn Rows,
    tenant: TenantId,
    id: Uuid,
) -> Result<Option<GroupRecord>, EngineError> {
    match rows.get(&key::group(tenant, id))? {
        Some(value) => GroupRecord::decode(&value).map(Some),
        None => Ok(None),
    }
}

pub(crate) fn id_of_name(
    rows: &dyn Rows,
    tenant: TenantId,
    folded: &str,
) -> Result<Option<Uuid>, EngineError> {
    match rows.get(&key::group_name(tenant, folded))? {
        Some(value) => decode_id("group name", &value).map(Some),
        None => Ok(None),
    }
}
