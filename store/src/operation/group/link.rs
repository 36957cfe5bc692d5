//! The two rows of a membership, and what follows a member that is renamed or gone.

use scim::resource::MemberType;
use uuid::Uuid;

use super::staged;
use crate::{
    error::EngineError,
    key,
    operation::work::Work,
    reader::{
        self,
        membership::{MemberLink, Reading, row},
    },
    record::{
        GroupRecord, broken,
        group::{MemberRow, StagedState, Tag},
    },
};

/// Writes the rows of a new member, who is called `display` in this group. The group's count is left to the caller.
pub(super) fn join(
    work: &mut Work<'_, '_>,
    group: Uuid,
    member: &MemberLink,
    display: Option<&str>,
    staged: Option<Tag>,
) -> Result<(), EngineError> {
    let row = MemberRow {
        display: display.unwrap_or(&member.display).to_owned(),
        as_sent: display.is_some(),
        kind: member.kind,
        staged,
    };
    let is_group = member.kind == MemberType::Group;
    // A row may be left of a change that is not swept yet.
    if is_group && self::row(work.tx, work.tenant_id(), group, member.id)?.is_none() {
        work.counters.nested += 1;
    }
    put(work, group, member.id, &row)
}

/// Writes both rows of a membership over those that are there.
pub(super) fn put(
    work: &mut Work<'_, '_>,
    group: Uuid,
    member: Uuid,
    row: &MemberRow,
) -> Result<(), EngineError> {
    let tenant = work.tenant_id();
    work.tx
        .put(key::member(tenant, group, member), row.encode()?);
    work.tx
        .put(key::member_of(tenant, member, group), row.mirror()?);
    Ok(())
}

/// Takes the rows of a member away. The group's count is left to the caller.
pub(super) fn leave(work: &mut Work<'_, '_>, group: Uuid, member: Uuid) -> Result<(), EngineError> {
    let tenant = work.tenant_id();
    if row(work.tx, tenant, group, member)?.is_some_and(|row| row.kind == MemberType::Group) {
        work.counters.nested -= 1;
    }
    work.tx.delete(key::member(tenant, group, member));
    work.tx.delete(key::member_of(tenant, member, group));
    Ok(())
}

/// What is gone is a member of no group. Gives the groups that it was in.
pub(in crate::operation) fn leave_all(
    work: &mut Work<'_, '_>,
    member: Uuid,
) -> Result<Vec<Uuid>, EngineError> {
    let tenant = work.tenant_id();
    let mut left = Vec::new();
    for group in reader::scan::last_ids(work.tx, &key::groups_of(tenant, member))? {
        let row = row(work.tx, tenant, group, member)?
            .ok_or_else(|| broken("group membership", "its other side does not exist"))?;
        let holds = Reading::new(tenant, group).holds(work.tx, row.staged)?;
        leave(work, group, member)?;
        if let Some(tag) = row.staged {
            uncount(work, group, tag)?;
        }
        if holds && raise(work, group, 1)? {
            left.push(group);
        }
    }
    Ok(left)
}

/// Groups show how their members are called, so that they are read without them. Each of them is
/// another one then, and has another version: its entity tag stands for what it shows.
pub(in crate::operation) fn rename(
    work: &mut Work<'_, '_>,
    member: Uuid,
    display: &str,
) -> Result<(), EngineError> {
    let tenant = work.tenant_id();
    for group in reader::scan::last_ids(work.tx, &key::groups_of(tenant, member))? {
        let row = row(work.tx, tenant, group, member)?;
        if let Some(mut row) = row.filter(|row| !row.as_sent && row.display != display) {
            display.clone_into(&mut row.display);
            work.tx
                .put(key::member(tenant, group, member), row.encode()?);
            if Reading::new(tenant, group).holds(work.tx, row.staged)? {
                raise(work, group, 0)?;
            }
        }
    }
    Ok(())
}

/// A large change under way has one member less to add or to remove.
fn uncount(work: &mut Work<'_, '_>, group: Uuid, tag: Tag) -> Result<(), EngineError> {
    let staged = reader::membership::staged(work.tx, work.tenant_id(), group)?;
    let Some(mut record) = staged.filter(|record| record.state == StagedState::Pending) else {
        return Ok(());
    };
    match tag {
        Tag::Add => record.added = record.added.saturating_sub(1),
        Tag::Remove => record.removed = record.removed.saturating_sub(1),
    }
    staged::put(work, group, Some(&record))
}

/// Gives a group its next version, with so many members less. False if the group is gone, and only its
/// rows were not swept yet.
fn raise(work: &mut Work<'_, '_>, group: Uuid, less: u64) -> Result<bool, EngineError> {
    let tenant = work.tenant_id();
    let Some(before) = reader::group::record(work.tx, tenant, group)? else {
        return Ok(false);
    };
    let head = &before.head;
    let record = GroupRecord::new(
        group,
        &before.resource()?,
        head.members.saturating_sub(less),
        head.version + 1,
        head.created,
        work.call.now,
    )
    .with_class(head.class);
    work.tx.put(key::group(tenant, group), record.encode()?);
    Ok(true)
}
