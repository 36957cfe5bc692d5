//! What directory records say is acted upon at last: after a pause, behind a gate that has opened,
//! or when members are added automatically again.

use roster::{Act, MemberId, Person};
use uuid::Uuid;

use super::carry_on::Part;
use crate::{
    error::EngineError,
    key,
    operation::{
        Refusal, RunError,
        membership::{self, Decided},
        user,
        work::{Draft, Work},
    },
    reader,
    record::{PersonRecord, UserRecord, activity::OperationName, broken, person::Claims},
};

pub(super) fn step(
    work: &mut Work<'_, '_>,
    after: Option<Uuid>,
    new_members: &[MemberId],
) -> Result<Part, EngineError> {
    let users = reader::user::ids_behind(work.tx, work.tenant_id(), after, new_members.len())?;
    let mut changed = 0;
    for (id, new_member) in users.iter().zip(new_members) {
        changed += usize::from(catch_up(work, *id, *new_member)?);
    }
    Ok(Part {
        last: users.last().copied(),
        seen: users.len(),
        changed,
        is_over: users.len() < new_members.len(),
    })
}

/// Whether anything has changed. Who is refused has an entry that says why, and the next is looked
/// at.
fn catch_up(work: &mut Work<'_, '_>, id: Uuid, new_member: MemberId) -> Result<bool, EngineError> {
    let record = reader::user::record(work.tx, work.tenant_id(), id)?
        .ok_or_else(|| broken("user", "it was there just now"))?;
    let resource = record.resource()?;
    let person = Person::of(&id.to_string(), &resource);
    let before = member_of(work, &record, &person, resource.text("externalId"))?;
    let decided = match decide(work, before.as_ref(), &person, new_member) {
        Ok(decided) => decided,
        Err(RunError::Refused(refusal)) => {
            let who = user::subject(&person, before.as_ref().map(|person| &person.member));
            work.enter_refused(Draft::refused(OperationName::Create, Some(who), &refusal))?;
            return Ok(false);
        }
        Err(RunError::Engine(error)) => return Err(error),
    };
    let member = decided.member.as_ref().map(|member| member.id);
    if member.is_some() && member != record.head.member {
        let mut record = record;
        record.head.member = member;
        work.tx
            .put(key::user(work.tenant_id(), id), record.encode()?);
    }
    if decided.events.is_empty() {
        return Ok(false);
    }
    let who = user::subject(&person, decided.member.as_ref());
    let mut draft = Draft::new(user::operation_name(&decided.events), who);
    draft.because(decided.reason);
    draft.tell(decided.member.as_ref(), &decided.events);
    work.enter(draft)?;
    Ok(true)
}

fn decide(
    work: &mut Work<'_, '_>,
    before: Option<&PersonRecord>,
    person: &Person,
    new_member: MemberId,
) -> Result<Decided, RunError> {
    let own = before.map(|person| person.member.id);
    if let Some(address) = &person.email
        && let Some(holder) = membership::holder(work.tx, work.tenant_id(), address, own)?
    {
        let words = format!("the address {address} belongs to {holder} already");
        return Err(Refusal::Invalid(words).into());
    }
    membership::decide(work, before, &Act::Update(person.clone()), new_member, None)
}

fn member_of(
    work: &Work<'_, '_>,
    record: &UserRecord,
    person: &Person,
    external_id: Option<&str>,
) -> Result<Option<PersonRecord>, EngineError> {
    let tenant = work.tenant_id();
    match record.head.member {
        Some(member) => reader::member::record(work.tx, tenant, member)?
            .ok_or_else(|| broken("user", "its member does not exist"))
            .map(Some),
        None => membership::find_absent(work.tx, tenant, &Claims::of(person, external_id)),
    }
}
