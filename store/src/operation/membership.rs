//! What becomes of a person, written next to what the directory said.

mod absent;
mod address;

use roster::{Act, Member, MemberEvent, MemberId, Reason};

use super::{Refusal, RunError, due, work::Work};
use crate::{
    error::EngineError,
    key,
    record::{PersonRecord, person::Claims},
};

pub(super) use absent::find as find_absent;
pub(super) use address::holder;

/// What was decided and is written.
pub(super) struct Decided {
    pub(super) member: Option<Member>,
    pub(super) events: Vec<MemberEvent>,
    pub(super) reason: Option<Reason>,
}

/// Decides and writes. `external_id` is the one of the record that the act leaves the member
/// without, by which they are known when they return (D5).
pub(super) fn decide(
    work: &mut Work<'_, '_>,
    before: Option<&PersonRecord>,
    act: &Act,
    new_member: MemberId,
    external_id: Option<&str>,
) -> Result<Decided, RunError> {
    let member = before.map(|person| &person.member);
    let decision = roster::decide(member, act, work.policy(), new_member, work.call.now)
        .map_err(Refusal::from)?;
    if let Some(member) = &decision.member {
        let external_id = match member.user {
            Some(_) => None,
            None => external_id
                .map(str::to_owned)
                .or_else(|| before.and_then(|person| person.external_id.clone())),
        };
        let after = PersonRecord {
            member: member.clone(),
            external_id,
        };
        if before != Some(&after) {
            write(work, before, &after)?;
        }
    }
    Ok(Decided {
        member: decision.member,
        events: decision.events,
        reason: decision.reason,
    })
}

fn write(
    work: &mut Work<'_, '_>,
    before: Option<&PersonRecord>,
    after: &PersonRecord,
) -> Result<(), EngineError> {
    let tenant = work.tenant_id();
    let id = after.member.id;
    work.tx.put(key::person(tenant, id), after.encode()?);

    let old_claims = before.map(PersonRecord::claims).unwrap_or_default();
    let new_claims = after.claims();
    if old_claims != new_claims {
        let keys = |claims: &Claims| -> Vec<_> {
            claims
                .iter()
                .map(|claim| key::person_address(tenant, claim, id))
                .collect()
        };
        super::index::write_keys(work.tx, &keys(&old_claims), &keys(&new_claims));
    }

    let due = before.and_then(|person| person.member.due());
    due::reschedule(work.tx, tenant, id, due, after.member.due())?;

    let was_member = before.is_some_and(|person| person.member.is_member());
    match (was_member, after.member.is_member()) {
        (false, true) => work.counters.members += 1,
        (true, false) => work.counters.members -= 1,
        _ => {}
    }
    Ok(())
}
