//! Everybody has what their groups give, at last.

use roster::MemberId;
use uuid::Uuid;

use super::carry_on::Part;
use crate::{
    error::EngineError,
    operation::{mapping, work::Work},
    reader,
    record::{JobRecord, PersonRecord},
};

/// The classes that groups are.
pub(super) fn classes(
    work: &mut Work<'_, '_>,
    after: Option<Uuid>,
    limit: usize,
) -> Result<Part, EngineError> {
    let groups = reader::group::list(work.tx, work.tenant_id(), after, limit)?;
    let rules = work.rules()?;
    for (id, head) in &groups {
        let given = rules.give(&head.facts(*id));
        mapping::follow(work, *id, head, &given)?;
    }
    work.enter_aside()?;
    Ok(Part {
        last: groups.last().map(|(id, _)| *id),
        seen: groups.len(),
        changed: 0,
        is_over: groups.len() < limit,
    })
}

/// All members.
pub(super) fn members(
    work: &mut Work<'_, '_>,
    after: Option<Uuid>,
    limit: usize,
) -> Result<Part, EngineError> {
    let people = reader::member::records(work.tx, work.tenant_id(), after.map(MemberId), limit)?;
    Ok(Part {
        last: people.last().map(|person| person.member.id.0),
        seen: people.len(),
        is_over: people.len() < limit,
        changed: assign(work, people)?,
    })
}

/// The users in one group.
pub(super) fn group(
    work: &mut Work<'_, '_>,
    group: Uuid,
    after: Option<Uuid>,
    limit: usize,
) -> Result<Part, EngineError> {
    let chunk = reader::membership::members(work.tx, work.tenant_id(), group, after, limit)?;
    let users = chunk.members.iter().map(|member| member.id);
    let people = people(work, users)?;
    Ok(Part {
        last: chunk.next,
        seen: chunk.members.len(),
        is_over: chunk.next.is_none(),
        changed: assign(work, people)?,
    })
}

/// The users that a job names.
pub(super) fn users(
    work: &mut Work<'_, '_>,
    job: &JobRecord,
    limit: usize,
) -> Result<Part, EngineError> {
    let done = usize::try_from(job.seen).unwrap_or(usize::MAX);
    let left: Vec<Uuid> = job.users.iter().skip(done).take(limit).copied().collect();
    let people = people(work, left.iter().copied())?;
    Ok(Part {
        last: None,
        seen: left.len(),
        is_over: left.len() < limit,
        changed: assign(work, people)?,
    })
}

fn people(
    work: &Work<'_, '_>,
    users: impl Iterator<Item = Uuid>,
) -> Result<Vec<PersonRecord>, EngineError> {
    let mut people = Vec::new();
    for user in users {
        people.extend(mapping::of_user(work, user)?);
    }
    Ok(people)
}

fn assign(work: &mut Work<'_, '_>, people: Vec<PersonRecord>) -> Result<usize, EngineError> {
    let mut assigning = work.assigning()?;
    let mut changed = 0;
    for person in people {
        changed += usize::from(mapping::assign_logged(work, &mut assigning, person)?);
    }
    Ok(changed)
}
