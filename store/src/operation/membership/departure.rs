//! Who leaves, how many have left lately, and the hold that too many join (D17).

use jiff::Timestamp;
use roster::{Member, MemberState};

use crate::{
    error::EngineError,
    key,
    operation::work::Work,
    reader,
    record::{Departure, Emptied, HoldRecord, PersonRecord, activity::SourceKind},
};

/// The hold that one more removal would join; none while there is room for it.
pub(in crate::operation) fn hold(work: &Work<'_, '_>) -> Option<u64> {
    let counters = &work.counters;
    let left = counters.departures.within_a_day(work.call.now);
    let rule = work.tenant.settings.hold_rule(work.call.now);
    let allowance = rule.allowance(counters.managed + left);
    (left >= allowance).then(|| counters.open_hold.unwrap_or(counters.holds + 1))
}

/// How a member has left, if they have.
pub(super) fn of(
    work: &Work<'_, '_>,
    before: Option<&PersonRecord>,
    after: &Member,
) -> Option<Departure> {
    if !is_leaving(after) && after.gone_since.is_none() {
        return None;
    }
    let now = work.call.now;
    let leaves = matches!(
        after.state,
        MemberState::Pending { .. } | MemberState::Removed { .. }
    );
    let was_there = before.is_some_and(|person| !is_leaving(&person.member));
    let mut departure = before
        .and_then(|person| person.departure.clone())
        .unwrap_or_else(|| Departure {
            at: now,
            source: work.call.source.clone(),
            counted_at: None,
        });
    // Who was held is not counted: an admin has looked at them.
    if leaves && was_there {
        departure.counted_at = Some(now);
    }
    Some(departure)
}

/// Moves what is counted, and the row of the hold.
pub(super) fn write(
    work: &mut Work<'_, '_>,
    before: Option<&PersonRecord>,
    after: &PersonRecord,
) -> Result<(), EngineError> {
    match (before.and_then(counted), counted(after)) {
        (None, Some(at)) => work.counters.departures.add(at),
        (Some(at), None) => work.counters.departures.take_back(at),
        _ => {}
    }
    let (old, new) = (before.and_then(hold_of), hold_of(after));
    if old == new {
        return Ok(());
    }
    let (tenant, member) = (work.tenant_id(), after.member.id);
    if let Some(number) = old {
        work.tx.delete(key::held(tenant, number, member));
        let how = emptied(work, &after.member);
        let is_closed = change(work, number, |record| {
            record.members -= 1;
            if record.members == 0 && record.is_open() {
                record.emptied = Some(how);
            }
        })?;
        if is_closed && work.counters.open_hold == Some(number) {
            work.counters.open_hold = None;
        }
    }
    if let Some(number) = new {
        work.tx.put(key::held(tenant, number, member), Vec::new());
        open(work, number)?;
        change(work, number, |record| record.members += 1)?;
    }
    Ok(())
}

fn open(work: &mut Work<'_, '_>, number: u64) -> Result<(), EngineError> {
    if number <= work.counters.holds {
        return Ok(());
    }
    work.counters.holds = number;
    work.counters.open_hold = Some(number);
    work.hold_raised = Some(number);
    let record = HoldRecord {
        number,
        opened_at: work.call.now,
        source: work.call.source.clone(),
        members: 0,
        decided: None,
        emptied: None,
    };
    let key = key::hold(work.tenant_id(), number);
    work.tx.put(key, record.encode()?);
    Ok(())
}

/// True when it is not open afterwards.
fn change(
    work: &mut Work<'_, '_>,
    number: u64,
    change: impl FnOnce(&mut HoldRecord),
) -> Result<bool, EngineError> {
    let tenant = work.tenant_id();
    let Some(mut record) = reader::hold::by_number(work.tx, tenant, number)? else {
        return Ok(true);
    };
    change(&mut record);
    work.tx.put(key::hold(tenant, number), record.encode()?);
    Ok(!record.is_open())
}

/// What the one who leaves a hold has become, should it be the last.
fn emptied(work: &Work<'_, '_>, after: &Member) -> Emptied {
    match (after.is_member(), work.call.source.kind) {
        (false, _) => Emptied::Removed,
        (true, SourceKind::Token) => Emptied::Returned,
        (true, _) => Emptied::Undone,
    }
}

fn counted(person: &PersonRecord) -> Option<Timestamp> {
    person.departure.as_ref()?.counted_at
}

fn hold_of(person: &PersonRecord) -> Option<u64> {
    match person.member.state {
        MemberState::Held { hold, .. } => Some(hold),
        _ => None,
    }
}

fn is_leaving(member: &Member) -> bool {
    matches!(
        member.state,
        MemberState::Pending { .. } | MemberState::Held { .. } | MemberState::Removed { .. }
    )
}
