//! What one member has, worked out anew.

use roster::{
    Member,
    mapping::{grants, settle},
};
use uuid::Uuid;

use crate::{
    engine::Rows,
    error::EngineError,
    key,
    operation::{
        job, member,
        work::{Draft, Work},
    },
    reader::{self, mapping::Assigning},
    record::{PersonRecord, Task, activity::OperationName, stored::Head, user::UserHead},
};

/// More members than these are not looked at in one commit.
pub(in crate::operation) const AT_ONCE: usize = 64;
/// The most users that a job names; beyond it everybody is looked at.
const MOST_NAMED: usize = 1_000;

/// Whether a decision about somebody has made groups count for them, or count otherwise.
pub(in crate::operation) fn is_due(before: Option<&Member>, after: &Member) -> bool {
    let was = before.filter(|member| member.has_groups());
    after.has_groups()
        && was.is_none_or(|was| was.user != after.user || was.protected != after.protected)
}

/// The members of these users have what their groups give: at once if they are few.
pub(in crate::operation) fn later(
    work: &mut Work<'_, '_>,
    users: Vec<Uuid>,
) -> Result<(), EngineError> {
    if users.len() > MOST_NAMED {
        return at_last(work);
    }
    if users.len() > AT_ONCE {
        return job::begin_for(work, Task::Users, users);
    }
    let mut assigning = work.assigning()?;
    for user in users {
        if let Some(mut person) = of_user(work, user)? {
            assign(work, &mut assigning, &mut person)?;
        }
    }
    Ok(())
}

/// Everybody will be looked at.
pub(in crate::operation) fn at_last(work: &mut Work<'_, '_>) -> Result<(), EngineError> {
    if job::waits(work, Task::Assignments)? {
        return Ok(());
    }
    job::begin(work, Task::Assignments)
}

/// The member of a user, if there is one.
pub(in crate::operation) fn of_user(
    work: &Work<'_, '_>,
    user: Uuid,
) -> Result<Option<PersonRecord>, EngineError> {
    let tenant = work.tenant_id();
    let Some(value) = work.tx.get(&key::user(tenant, user))? else {
        return Ok(None);
    };
    match UserHead::of(&value)?.member {
        Some(member) => reader::member::record(work.tx, tenant, member),
        None => Ok(None),
    }
}

/// True if it is something else. The next entry tells it.
pub(in crate::operation) fn assign(
    work: &mut Work<'_, '_>,
    assigning: &mut Assigning,
    person: &mut PersonRecord,
) -> Result<bool, EngineError> {
    let tenant = work.tenant_id();
    let Some(wanted) = assigning.wanted(work.tx, tenant, &person.member)? else {
        return Ok(false);
    };
    let after = settle(&person.member, &wanted, grants(&work.tenant));
    give(work, person, after)
}

/// As [`assign`], with an entry of its own.
pub(in crate::operation) fn assign_logged(
    work: &mut Work<'_, '_>,
    assigning: &mut Assigning,
    mut person: PersonRecord,
) -> Result<bool, EngineError> {
    let changed = assign(work, assigning, &mut person)?;
    if changed {
        let who = member::subject(&person.member);
        work.enter(Draft::new(OperationName::MemberAssign, who))?;
    }
    Ok(changed)
}

/// Writes what somebody has from now on.
pub(super) fn give(
    work: &mut Work<'_, '_>,
    person: &mut PersonRecord,
    after: roster::Assignment,
) -> Result<bool, EngineError> {
    if person.member.assignment == after {
        return Ok(false);
    }
    let before = std::mem::replace(&mut person.member.assignment, after.clone());
    person.member.changed_at = work.call.now;
    let id = person.member.id;
    let key = key::person(work.tenant_id(), id);
    work.tx.put(key, person.encode()?);
    work.aside.assigned(id, before, after);
    Ok(true)
}
