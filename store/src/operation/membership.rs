//! What becomes of a person, written next to what the directory said.

mod absent;
mod address;
mod departure;

use roster::{Act, Member, MemberEvent, MemberId, Reason};

use super::{Refusal, RunError, due, mapping, work::Work};
use crate::{
    error::EngineError,
    key,
    record::{PersonRecord, person::Claims, standing},
};

pub(super) use absent::find as find_absent;
pub(super) use address::{Holder, holder};
pub(super) use departure::hold;

/// What was decided and is written.
pub(super) struct Decided {
    pub(super) member: Option<Member>,
    pub(super) events: Vec<MemberEvent>,
    pub(super) reason: Option<Reason>,
}

/// Decides and writes. `external_id` is the one of the record that the act leaves the member
/// without, by which they are known when they return (D5). Where it refuses, nothing is written.
pub(super) fn decide(
    work: &mut Work<'_, '_>,
    before: Option<&PersonRecord>,
    act: &Act,
    new_member: MemberId,
    external_id: Option<&str>,
) -> Result<Decided, RunError> {
    let member = before.map(|person| &person.member);
    let policy = work.policy();
    let mut decision =
        roster::decide(member, act, &policy, new_member, work.call.now).map_err(Refusal::from)?;
    if let Some(member) = &decision.member {
        let external_id = match member.user {
            Some(_) => None,
            None => external_id
                .map(str::to_owned)
                .or_else(|| before.and_then(|person| person.external_id.clone())),
        };
        let mut after = PersonRecord {
            member: member.clone(),
            external_id,
            departure: departure::of(work, before, member),
        };
        if before != Some(&after) {
            write(work, before, &after)?;
        }
        if mapping::is_due(before.map(|person| &person.member), &after.member)
            && work.mapped()?.is_some()
        {
            let mut assigning = work.assigning()?;
            mapping::assign(work, &mut assigning, &mut after)?;
            decision.member = Some(after.member);
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
    due::reschedule(work.tx, &work.tenant, before, after)?;
    departure::write(work, before, after)?;
    standing::count(&mut work.counters, before, after);
    Ok(())
}
