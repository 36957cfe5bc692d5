//! Groups in groups. Only the edges are stored; what follows from them is worked out when somebody
//! asks. Each group is looked at once, so that circles do no harm.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    ops::ControlFlow,
};

use roster::TenantId;
use scim::resource::MemberType;
use uuid::Uuid;

use super::{GroupLink, each_member, groups, members};
use crate::{
    engine::Rows,
    error::EngineError,
    key,
    reader::{counters, scan},
};

/// The most groups that are looked at for one answer, nearest first: a bound on what a user costs
/// whom a client puts below very many groups. What lies behind it is not shown.
const MOST_GROUPS: usize = 1_000;

/// Whether any group of the tenant is in another.
pub(super) fn exists(rows: &dyn Rows, tenant: TenantId) -> Result<bool, EngineError> {
    Ok(counters::of(rows, tenant)?.nested > 0)
}

/// The groups that these are in, directly or not, without these themselves; by age.
pub(super) fn above(
    rows: &dyn Rows,
    tenant: TenantId,
    direct: &[GroupLink],
) -> Result<Vec<GroupLink>, EngineError> {
    let mut seen: BTreeSet<Uuid> = direct.iter().map(|link| link.id).collect();
    let mut waiting: VecDeque<Uuid> = seen.iter().copied().collect();
    let mut found = BTreeMap::new();
    for _ in 0..MOST_GROUPS {
        let Some(group) = waiting.pop_front() else {
            break;
        };
        for parent in groups::direct(rows, tenant, group)? {
            if seen.insert(parent.id) {
                waiting.push_back(parent.id);
                let indirect = GroupLink {
                    direct: false,
                    ..parent
                };
                found.insert(indirect.id, indirect);
            }
        }
    }
    Ok(found.into_values().collect())
}

/// The users in a group and in those nested in it, by age, each once; `None` when these are too
/// many groups to look at.
pub(crate) fn users_within(
    rows: &dyn Rows,
    tenant: TenantId,
    group: Uuid,
) -> Result<Option<Vec<Uuid>>, EngineError> {
    if rows.get(&key::group(tenant, group))?.is_none() {
        return Ok(Some(Vec::new()));
    }
    if !exists(rows, tenant)? {
        return scan::last_ids(rows, &key::members(tenant, group)).map(Some);
    }
    let mut seen = BTreeSet::from([group]);
    let mut waiting = VecDeque::from([group]);
    let mut users = BTreeSet::new();
    while let Some(group) = waiting.pop_front() {
        if seen.len() > MOST_GROUPS {
            return Ok(None);
        }
        each_member(rows, tenant, group, |member| {
            match member.kind {
                MemberType::User => {
                    users.insert(member.id);
                }
                MemberType::Group => {
                    if seen.insert(member.id) {
                        waiting.push_back(member.id);
                    }
                }
            }
            ControlFlow::Continue(())
        })?;
    }
    Ok(Some(users.into_iter().collect()))
}

/// As [`users_within`], where they are at most `most`, and no more rows have to be looked at to know
/// that.
pub(crate) fn few_within(
    rows: &dyn Rows,
    tenant: TenantId,
    group: Uuid,
    most: usize,
) -> Result<Option<Vec<Uuid>>, EngineError> {
    let mut seen = BTreeSet::from([group]);
    let mut waiting = VecDeque::from([group]);
    let (mut users, mut looked_at) = (BTreeSet::new(), 0);
    while let Some(group) = waiting.pop_front() {
        let chunk = members(rows, tenant, group, None, most + 1)?;
        looked_at += chunk.members.len() + 1;
        if chunk.next.is_some() || looked_at > 2 * most {
            return Ok(None);
        }
        for member in chunk.members {
            match member.kind {
                MemberType::User => {
                    users.insert(member.id);
                }
                MemberType::Group => {
                    if seen.insert(member.id) {
                        waiting.push_back(member.id);
                    }
                }
            }
        }
    }
    Ok((users.len() <= most).then(|| users.into_iter().collect()))
}
