//! Directory groups, without their members (see [`super::membership`]).

use std::ops::ControlFlow;

use roster::TenantId;
use uuid::Uuid;

use super::scan;
use crate::{
    engine::{Direction, Rows},
    error::EngineError,
    key,
    record::{GroupRecord, broken, group::GroupHead, stored::Head},
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

/// How many members a group has; none if there is no such group.
pub fn member_count(
    rows: &dyn Rows,
    tenant: TenantId,
    id: Uuid,
) -> Result<Option<u64>, EngineError> {
    match rows.get(&key::group(tenant, id))? {
        Some(value) => Ok(Some(GroupHead::of(&value)?.members)),
        None => Ok(None),
    }
}

/// What is known of a group without its resource.
pub fn head(rows: &dyn Rows, tenant: TenantId, id: Uuid) -> Result<Option<GroupHead>, EngineError> {
    rows.get(&key::group(tenant, id))?
        .map(|value| GroupHead::of(&value))
        .transpose()
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

/// The ids of the groups with this folded `displayName`, by age.
pub(crate) fn ids_of_name(
    rows: &dyn Rows,
    tenant: TenantId,
    folded: &str,
) -> Result<Vec<Uuid>, EngineError> {
    scan::last_ids(rows, &key::groups_with_name(tenant, folded))
}

/// Whether two groups have one name.
pub fn share_names(rows: &dyn Rows, tenant: TenantId) -> Result<bool, EngineError> {
    let (mut before, mut shared) = (Vec::new(), false);
    let span = key::group_names(tenant);
    scan::each(rows, &span, Direction::Ascending, |key, _| {
        shared = key::same_before_last_id(&before, key);
        before = key.to_vec();
        Ok(if shared {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        })
    })?;
    Ok(shared)
}
