//! Who is in which group, from both sides, and what large changes have left there.

use std::collections::BTreeMap;

use scim::resource::MemberType;
use uuid::Uuid;

use super::Check;
use crate::{
    error::EngineError,
    key,
    reader::membership,
    record::{
        IndexRows, broken,
        group::{GroupHead, MemberRow, StagedRecord, StagedState, Tag},
        stored::Head,
    },
};

const KIND: &str = "group membership";

/// What is found of one group.
#[derive(Default)]
struct Found {
    rows: u64,
    members: u64,
    added: u64,
    removed: u64,
}

pub(super) fn check(check: &mut Check<'_>) -> Result<(), EngineError> {
    let tenant = check.tenant;
    let staged: BTreeMap<_, _> = membership::all_staged(check.rows, tenant)?
        .into_iter()
        .collect();
    let mut mirrors = IndexRows::new();
    let mut groups: BTreeMap<Uuid, Found> = BTreeMap::new();
    for (key, value) in check.read(&key::memberships(tenant))? {
        let (group, member) = key::id_before_last_id(&key)
            .zip(key::last_id(&key))
            .ok_or_else(|| broken(KIND, "its key has no ids"))?;
        let row = MemberRow::decode(&value)?;
        mirrors.insert(key::member_of(tenant, member, group), row.mirror()?);
        let found = groups.entry(group).or_default();
        found.count(&row, staged.get(&group));
        if row.kind == MemberType::Group {
            check.counted.nested += 1;
        }
        if row.staged.is_some() && !staged.contains_key(&group) {
            check.report(format!(
                "group {group} has member {member} by a change that there is not"
            ));
        }
        name(check, group, member, &row)?;
    }
    check.compare("group of a member", &[key::mirrors(tenant)], &mirrors)?;
    for (group, record) in &staged {
        pending(check, *group, record, groups.get(group));
    }
    counts(check, &mut groups)?;
    for (group, found) in groups {
        if found.rows > 0 && !staged.contains_key(&group) {
            check.report(format!("group {group} has members and does not exist"));
        }
    }
    Ok(())
}

impl Found {
    fn count(&mut self, row: &MemberRow, staged: Option<&StagedRecord>) {
        let applied = staged.is_some_and(StagedRecord::is_applied);
        self.rows += 1;
        match row.staged {
            None => self.members += 1,
            Some(tag) => {
                self.members += u64::from(tag.holds(applied));
                match tag {
                    Tag::Add => self.added += 1,
                    Tag::Remove => self.removed += 1,
                }
            }
        }
    }
}

/// The member exists and is shown by its name, unless the directory has given it another one.
fn name(
    check: &mut Check<'_>,
    group: Uuid,
    member: Uuid,
    row: &MemberRow,
) -> Result<(), EngineError> {
    match membership::who(check.rows, check.tenant, member)? {
        Some(who) if who.kind == row.kind && (row.as_sent || who.display == row.display) => {}
        Some(_) => check.report(format!(
            "group {group} shows another name of member {member}"
        )),
        None => check.report(format!(
            "group {group} has member {member}, which does not exist"
        )),
    }
    Ok(())
}

/// A change under way knows how many rows it has.
fn pending(check: &mut Check<'_>, group: Uuid, record: &StagedRecord, found: Option<&Found>) {
    let found = found.map_or((0, 0), |found| (found.added, found.removed));
    if record.state == StagedState::Pending && (record.added, record.removed) != found {
        check.report(format!(
            "the change of group {group} counts {} to add and {} to remove, and has {} and {}",
            record.added, record.removed, found.0, found.1
        ));
    }
}

/// Takes the groups that exist out of `groups`.
fn counts(check: &mut Check<'_>, groups: &mut BTreeMap<Uuid, Found>) -> Result<(), EngineError> {
    for (key, value) in check.read(&key::groups(check.tenant))? {
        let id = key::last_id(&key).ok_or_else(|| broken("group", "its key has no id"))?;
        let said = GroupHead::of(&value)?.members;
        let found = groups.remove(&id).map_or(0, |found| found.members);
        if said != found {
            check.report(format!("group {id} counts {said} members and has {found}"));
        }
    }
    Ok(())
}
