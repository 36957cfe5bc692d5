//! The groups of a user: those that have them as a member, and those that are reached by these.

use std::ops::ControlFlow;

use roster::TenantId;
use uuid::Uuid;

use super::{GroupLink, KIND, Reading, member, nesting};
use crate::{
    engine::{Direction, Rows},
    error::EngineError,
    key,
    reader::scan,
    record::{
        broken,
        group::{GroupHead, Tag},
        stored::Head,
    },
};

/// The groups of a user (RFC 7643 §4.1.2): the direct ones by age, then the indirect ones by age,
/// each once.
pub fn groups_of(
    rows: &dyn Rows,
    tenant: TenantId,
    user: Uuid,
) -> Result<Vec<GroupLink>, EngineError> {
    GroupsOfMany::default().of(rows, tenant, user)
}

/// Whether a user is in a group, or in one that is nested in it.
pub(crate) fn is_in(
    rows: &dyn Rows,
    tenant: TenantId,
    group: Uuid,
    user: Uuid,
) -> Result<bool, EngineError> {
    if rows.get(&key::group(tenant, group))?.is_none() {
        return Ok(false);
    }
    if member(rows, tenant, group, user)?.is_some() {
        return Ok(true);
    }
    Ok(nesting::exists(rows, tenant)?
        && groups_of(rows, tenant, user)?
            .iter()
            .any(|link| link.id == group))
}

/// Asks for the groups of many users on one snapshot, such as a page of them. It remembers between
/// which users nobody is in a group, so that those cost no look-up, and whether groups are nested.
#[derive(Debug, Default)]
pub struct GroupsOfMany {
    /// Behind the first user and, if there is one, before the second.
    nobody: Option<(Uuid, Option<Uuid>)>,
    nested: Option<bool>,
}

impl GroupsOfMany {
    /// For who knows whether groups are nested, because the counters are not written yet.
    pub(crate) fn knowing(nested: bool) -> Self {
        Self {
            nobody: None,
            nested: Some(nested),
        }
    }

    /// As [`groups_of`].
    pub fn of(
        &mut self,
        rows: &dyn Rows,
        tenant: TenantId,
        user: Uuid,
    ) -> Result<Vec<GroupLink>, EngineError> {
        let mut links = self.direct(rows, tenant, user)?;
        if !links.is_empty() && self.are_nested(rows, tenant)? {
            let indirect = nesting::above(rows, tenant, &links)?;
            links.extend(indirect);
        }
        Ok(links)
    }

    fn direct(
        &mut self,
        rows: &dyn Rows,
        tenant: TenantId,
        user: Uuid,
    ) -> Result<Vec<GroupLink>, EngineError> {
        if let Some((behind, before)) = self.nobody
            && user > behind
            && before.is_none_or(|before| user < before)
        {
            return Ok(Vec::new());
        }
        let (mut found, mut next) = (Vec::new(), None);
        let span = key::groups_from(tenant, user);
        scan::each(rows, &span, Direction::Ascending, |key, value| {
            let ids_of_key = key::id_before_last_id(key).zip(key::last_id(key));
            let (owner, group) = ids_of_key.ok_or_else(|| broken(KIND, "its key lacks an id"))?;
            if owner != user {
                next = Some(owner);
                return Ok(ControlFlow::Break(()));
            }
            found.extend(link(rows, tenant, group, Tag::of_mirror(value)?)?);
            Ok(ControlFlow::Continue(()))
        })?;
        self.nobody = Some((user, next));
        Ok(found)
    }

    fn are_nested(&mut self, rows: &dyn Rows, tenant: TenantId) -> Result<bool, EngineError> {
        match self.nested {
            Some(nested) => Ok(nested),
            None => Ok(*self.nested.insert(nesting::exists(rows, tenant)?)),
        }
    }
}

/// The groups that have somebody as a member, a user or a group, by age.
pub(super) fn direct(
    rows: &dyn Rows,
    tenant: TenantId,
    member: Uuid,
) -> Result<Vec<GroupLink>, EngineError> {
    let mut found = Vec::new();
    let span = key::groups_of(tenant, member);
    scan::each(rows, &span, Direction::Ascending, |key, value| {
        let group = key::last_id(key).ok_or_else(|| broken(KIND, "its key has no group"))?;
        found.extend(link(rows, tenant, group, Tag::of_mirror(value)?)?);
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(found)
}

/// None if the group is gone, or a change that is not applied speaks of it.
fn link(
    rows: &dyn Rows,
    tenant: TenantId,
    id: Uuid,
    tag: Option<Tag>,
) -> Result<Option<GroupLink>, EngineError> {
    let Some(value) = rows.get(&key::group(tenant, id))? else {
        return Ok(None);
    };
    if !Reading::new(tenant, id).holds(rows, tag)? {
        return Ok(None);
    }
    let head = GroupHead::of(&value)?;
    Ok(Some(GroupLink {
        id,
        display: head.display_name,
        direct: true,
        external_id: head.external_id,
        class: head.class,
    }))
}
