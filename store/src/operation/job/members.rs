//! What became of members while it was not acted upon.

use roster::{Act, MemberId};
use uuid::Uuid;

use super::carry_on::Part;
use crate::{
    error::EngineError,
    operation::{
        RunError, due, mapping, member, membership,
        work::{Draft, Work},
    },
    reader,
    record::{PersonRecord, activity::OperationName},
};

pub(super) fn step(
    work: &mut Work<'_, '_>,
    after: Option<Uuid>,
    limit: usize,
) -> Result<Part, EngineError> {
    let people = reader::member::records(work.tx, work.tenant_id(), after.map(MemberId), limit)?;
    let mut changed = 0;
    for person in &people {
        changed += usize::from(catch_up(work, person)?);
    }
    Ok(Part {
        last: people.last().map(|person| person.member.id.0),
        seen: people.len(),
        changed,
        is_over: people.len() < limit,
    })
}

fn catch_up(work: &mut Work<'_, '_>, person: &PersonRecord) -> Result<bool, EngineError> {
    // A tenant that wants the deactivated removed from now on has no rows for them yet.
    due::reschedule(work.tx, &work.tenant, Some(person), person)?;
    if person.member.gone_since.is_none() {
        let mut assigning = work.assigning()?;
        return mapping::assign_logged(work, &mut assigning, person.clone());
    }
    let id = person.member.id;
    let decided = match membership::decide(work, Some(person), &Act::CatchUp, id, None) {
        Ok(decided) => decided,
        // Nothing that takes access is refused.
        Err(RunError::Refused(_)) => return Ok(false),
        Err(RunError::Engine(error)) => return Err(error),
    };
    let changed = !decided.events.is_empty();
    if changed {
        let after = decided.member.as_ref().unwrap_or(&person.member);
        let mut draft = Draft::new(OperationName::Remove, member::subject(after));
        draft.because(decided.reason);
        draft.tell(Some(after), &decided.events);
        work.enter(draft)?;
    }
    Ok(changed)
}
