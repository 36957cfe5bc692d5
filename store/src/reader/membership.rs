//! Who is in which group, read from either side.

use std::ops::ControlFlow;

use roster::TenantId;
use serde_json::{Value, json};
use uuid::Uuid;

use super::scan;
use crate::{
    engine::{Direction, Rows},
    error::EngineError,
    key,
    record::{broken, group::GroupHead},
};

/// One group of a user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupLink {
    /// The group's id.
    pub id: Uuid,
    /// Its `displayName`.
    pub display: String,
}

/// One member of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberLink {
    /// The user's id.
    pub id: Uuid,
    /// The user's `userName`.
    pub display: String,
}

/// The groups of a user, by age.
pub fn groups_of(
    rows: &dyn Rows,
    tenant: TenantId,
    user: Uuid,
) -> Result<Vec<GroupLink>, EngineError> {
    links(
        rows,
        tenant,
        scan::last_ids(rows, &key::groups_of(tenant, user))?,
    )
}

/// Asks for the groups of many users on one snapshot, such as a page of them. It remembers between
/// which users nobody is in a group: those cost no look-up.
#[derive(Debug, Default)]
pub struct GroupsOfMany {
    /// Behind the first user and, if there is one, before the second.
    nobody: Option<(Uuid, Option<Uuid>)>,
}

impl GroupsOfMany {
    /// As [`groups_of`].
    pub fn of(
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
        let (mut ids, mut next) = (Vec::new(), None);
        let span = key::groups_from(tenant, user);
        scan::each(rows, &span, Direction::Ascending, |key, _| {
            let ids_of_key = key::id_before_last_id(key).zip(key::last_id(key));
            let (owner, group) =
                ids_of_key.ok_or_else(|| broken("group membership", "its key lacks an id"))?;
            if owner != user {
                next = Some(owner);
                return Ok(ControlFlow::Break(()));
            }
            ids.push(group);
            Ok(ControlFlow::Continue(()))
        })?;
        self.nobody = Some((user, next));
        links(rows, tenant, ids)
    }
}

fn links(
    rows: &dyn Rows,
    tenant: TenantId,
    groups: Vec<Uuid>,
) -> Result<Vec<GroupLink>, EngineError> {
    groups
        .into_iter()
        .map(|id| {
            let value = rows
                .get(&key::group(tenant, id))?
                .ok_or_else(|| broken("group membership", "its group does not exist"))?;
            let head = GroupHead::of(&value)?;
            Ok(GroupLink {
                id,
                display: head.display_name,
            })
        })
        .collect()
}

/// `groups` of a user as the wire has it (RFC 7643 §4.1.2). `base_url` has no slash at its end.
pub fn groups_json(groups: &[GroupLink], base_url: &str) -> Vec<u8> {
    let groups = groups
        .iter()
        .map(|group| group_json(group, base_url))
        .collect();
    Value::Array(groups).to_string().into_bytes()
}

/// One of `groups`.
pub(crate) fn group_json(group: &GroupLink, base_url: &str) -> Value {
    json!({
        "value": group.id.to_string(),
        "$ref": format!("{base_url}/Groups/{}", group.id),
        "display": group.display,
        "type": "direct",
    })
}

/// At most `limit` members of a group, by age, behind the one given. Ask again behind the last one
/// until fewer come, so that no snapshot is held while a slow client reads.
pub fn members(
    rows: &dyn Rows,
    tenant: TenantId,
    group: Uuid,
    after: Option<Uuid>,
    limit: usize,
) -> Result<Vec<MemberLink>, EngineError> {
    let all = key::members(tenant, group);
    let span = match after {
        Some(user) => all.after(&key::member(tenant, group, user)),
        None => all,
    };
    scan::rows(rows, &span, Direction::Ascending, limit, member_link)
}

/// Whether a user is in a group.
pub(crate) fn is_member(
    rows: &dyn Rows,
    tenant: TenantId,
    group: Uuid,
    user: Uuid,
) -> Result<bool, EngineError> {
    Ok(rows.get(&key::member(tenant, group, user))?.is_some())
}

/// Shows every member of a group to `visit`.
pub(crate) fn each_member(
    rows: &dyn Rows,
    tenant: TenantId,
    group: Uuid,
    mut visit: impl FnMut(MemberLink) -> ControlFlow<()>,
) -> Result<(), EngineError> {
    scan::each(
        rows,
        &key::members(tenant, group),
        Direction::Ascending,
        |key, value| Ok(visit(member_link(key, value)?)),
    )
}

/// One of `members` as the wire has it (RFC 7643 §4.2).
pub fn member_json(member: &MemberLink, base_url: &str) -> Value {
    json!({
        "value": member.id.to_string(),
        "$ref": format!("{base_url}/Users/{}", member.id),
        "display": member.display,
        "type": "User",
    })
}

fn member_link(key: &[u8], value: &[u8]) -> Result<MemberLink, EngineError> {
    const KIND: &str = "group member";
    Ok(MemberLink {
        id: key::last_id(key).ok_or_else(|| broken(KIND, "its key has no user"))?,
        display: crate::record::decode(KIND, value)?,
    })
}
