//! The two rows of a membership, and what follows a member that is renamed or gone.

use scim::resource::MemberType;
use uuid::Uuid;

use crate::{
    error::EngineError,
    key,
    operation::work::Work,
    reader::{self, membership::MemberLink},
    record::{GroupRecord, broken, group::MemberRow},
};

/// Makes somebody a member who is none. The group's count is left to the caller.
pub(super) fn join(
    work: &mut Work<'_, '_>,
    group: Uuid,
    member: &MemberLink,
) -> Result<(), EngineError> {
    let tenant = work.tenant_id();
    let row = MemberRow {
        display: member.display.clone(),
        kind: member.kind,
    };
    work.tx
        .put(key::member(tenant, group, member.id), row.encode()?);
    work.tx
        .put(key::member_of(tenant, member.id, group), Vec::new());
    if member.kind == MemberType::Group {
        work.counters.nested += 1;
    }
    Ok(())
}

/// Takes the rows of a member away. The group's count is left to the caller.
pub(super) fn leave(work: &mut Work<'_, '_>, group: Uuid, member: &MemberLink) {
    let tenant = work.tenant_id();
    work.tx.delete(key::member(tenant, group, member.id));
    work.tx.delete(key::member_of(tenant, member.id, group));
    if member.kind == MemberType::Group {
        work.counters.nested -= 1;
    }
}

/// What is gone is a member of no group. Gives the groups that it was in.
pub(in crate::operation) fn leave_all(
    work: &mut Work<'_, '_>,
    member: Uuid,
) -> Result<Vec<Uuid>, EngineError> {
    let tenant = work.tenant_id();
    let groups = reader::scan::last_ids(work.tx, &key::groups_of(tenant, member))?;
    for group in &groups {
        let link = reader::membership::member(work.tx, tenant, *group, member)?
            .ok_or_else(|| broken("group membership", "its other side does not exist"))?;
        leave(work, *group, &link);
        count_one_less(work, *group)?;
    }
    Ok(groups)
}

/// Groups show how their members are called, so that they are read without them.
pub(in crate::operation) fn rename(
    work: &mut Work<'_, '_>,
    member: Uuid,
    kind: MemberType,
    display: &str,
) -> Result<(), EngineError> {
    let tenant = work.tenant_id();
    let row = MemberRow {
        display: display.to_owned(),
        kind,
    };
    let row = row.encode()?;
    for group in reader::scan::last_ids(work.tx, &key::groups_of(tenant, member))? {
        work.tx.put(key::member(tenant, group, member), row.clone());
    }
    Ok(())
}

fn count_one_less(work: &mut Work<'_, '_>, group: Uuid) -> Result<(), EngineError> {
    let tenant = work.tenant_id();
    let before = reader::group::record(work.tx, tenant, group)?
        .ok_or_else(|| broken("group membership", "its group does not exist"))?;
    let head = &before.head;
    let record = GroupRecord::new(
        group,
        &before.resource()?,
        head.members.saturating_sub(1),
        head.version + 1,
        head.created,
        work.call.now,
    );
    work.tx.put(key::group(tenant, group), record.encode()?);
    Ok(())
}
