//! What time will bring: removals, sweeps after large changes, the end of old entries, looks at tokens,
//! and the tenants to wake for them.

use std::ops::ControlFlow;

use jiff::Timestamp;
use roster::{Grace, MemberId, MemberState, Tenant, TenantId};

use super::{activity, membership, scan, token};
use crate::{
    engine::{Direction, Rows},
    error::EngineError,
    key::{self, Span},
    record::{
        JobRecord, PersonRecord,
        activity::{ends, look},
        broken,
    },
};

/// At most `limit` members whose removal is due by `now`, who has waited longest first.
pub fn until(
    rows: &dyn Rows,
    tenant: &Tenant,
    now: Timestamp,
    limit: usize,
) -> Result<Vec<MemberId>, EngineError> {
    let grace = Grace::of(tenant);
    let mut due = Vec::new();
    for span in waiting(tenant) {
        // Who left earlier is never due later, so the first who must wait ends the look.
        scan::each(rows, &span, Direction::Ascending, |key, _| {
            let (since, id) = read("due row", key)?;
            if due.len() == limit || !grace.is_over(since, now) {
                return Ok(ControlFlow::Break(()));
            }
            due.push(MemberId(id));
            Ok(ControlFlow::Continue(()))
        })?;
    }
    Ok(due)
}

/// At most `limit` members who wait for removal, who has waited longest first, behind the one given.
pub fn pending(
    rows: &dyn Rows,
    tenant: TenantId,
    after: Option<(Timestamp, MemberId)>,
    limit: usize,
) -> Result<Vec<(Timestamp, MemberId)>, EngineError> {
    let all = key::all_pending(tenant);
    let span = match after {
        Some((since, id)) => all.after(&key::pending(tenant, since, id)),
        None => all,
    };
    scan::rows(rows, &span, Direction::Ascending, limit, |key, _| {
        let (since, id) = read("due row", key)?;
        Ok((since, MemberId(id)))
    })
}

/// When the tenant's next removal is due.
pub fn next_removal(rows: &dyn Rows, tenant: &Tenant) -> Result<Option<Timestamp>, EngineError> {
    let grace = Grace::of(tenant);
    let mut next = None;
    for span in waiting(tenant) {
        let due = first(rows, &span)?.and_then(|since| grace.due(since));
        next = next.into_iter().chain(due).min();
    }
    Ok(next)
}

/// When anything of the tenant is due: a removal, the sweep of a large change, the rest of a job, the
/// end of old entries, or a look at a token.
pub fn next(rows: &dyn Rows, tenant: &Tenant) -> Result<Option<Timestamp>, EngineError> {
    let sweeps = membership::all_staged(rows, tenant.id)?;
    let sweeps = sweeps.into_iter().map(|(_, staged)| staged.at);
    let job = job(rows, tenant.id)?.map(|record| record.since);
    let removal = next_removal(rows, tenant)?;
    let forgetting = next_forgetting(rows, tenant)?;
    let times = removal.into_iter().chain(sweeps).chain(job);
    let look = next_look(rows, tenant.id)?;
    Ok(times.chain(forgetting).chain(look).min())
}

/// When the next look at one of the tenant's tokens is due.
pub fn next_look(rows: &dyn Rows, tenant: TenantId) -> Result<Option<Timestamp>, EngineError> {
    scan::first(rows, &key::token_looks(tenant), |key, _| {
        key::look_time(key).ok_or_else(|| broken("token look", "its key has no time"))
    })
}

/// At most `limit` tokens to look at by `now`.
pub fn looks_until(
    rows: &dyn Rows,
    tenant: TenantId,
    now: Timestamp,
    limit: usize,
) -> Result<Vec<String>, EngineError> {
    let span = key::token_looks_until(tenant, now);
    scan::rows(rows, &span, Direction::Ascending, limit, |_, value| {
        token::public_id("token look", value)
    })
}

/// When to look for entries of the tenant's history that are too old: at most once a day.
pub fn next_forgetting(rows: &dyn Rows, tenant: &Tenant) -> Result<Option<Timestamp>, EngineError> {
    let oldest = activity::oldest(rows, tenant.id)?;
    Ok(oldest.map(|oldest| look(tenant.id, ends(&oldest, tenant))))
}

/// The job that is carried on first, if there is one.
pub fn job(rows: &dyn Rows, tenant: TenantId) -> Result<Option<JobRecord>, EngineError> {
    scan::first(rows, &key::jobs(tenant), |_, value| {
        JobRecord::decode(value)
    })
}

/// All jobs, in the order in which they are carried on.
pub fn jobs(rows: &dyn Rows, tenant: TenantId) -> Result<Vec<JobRecord>, EngineError> {
    let span = key::jobs(tenant);
    scan::rows(rows, &span, Direction::Ascending, usize::MAX, |_, value| {
        JobRecord::decode(value)
    })
}

/// The row of somebody whom time removes. Whoever is deactivated has one only where the tenant
/// wants it so, and keeps it until they are something else.
pub(crate) fn row(tenant: &Tenant, person: &PersonRecord) -> Option<Vec<u8>> {
    let member = &person.member;
    match member.state {
        MemberState::Pending { since, .. } => Some(key::pending(tenant.id, since, member.id)),
        MemberState::Deactivated if tenant.settings.remove_deactivated => member
            .deactivated_at
            .map(|since| key::idle(tenant.id, since, member.id)),
        _ => None,
    }
}

/// Where those stand whom time removes.
fn waiting(tenant: &Tenant) -> impl Iterator<Item = Span> {
    let idle = tenant
        .settings
        .remove_deactivated
        .then(|| key::all_idle(tenant.id));
    [key::all_pending(tenant.id)].into_iter().chain(idle)
}

/// At most `limit` tenants that have something due by `now`, the longest overdue first. A hint: a
/// tenant may turn out to have nothing due any more.
pub fn wake_until(
    rows: &dyn Rows,
    now: Timestamp,
    limit: usize,
) -> Result<Vec<(Timestamp, TenantId)>, EngineError> {
    let span = key::wakes_until(now);
    let wake = scan::rows(rows, &span, Direction::Ascending, limit, |key, _| {
        read("wake row", key)
    })?;
    Ok(wake
        .into_iter()
        .map(|(at, id)| (at, TenantId(id)))
        .collect())
}

/// When the next tenant is to be woken.
pub fn next_wake(rows: &dyn Rows) -> Result<Option<Timestamp>, EngineError> {
    first(rows, &key::wakes())
}

fn first(rows: &dyn Rows, span: &Span) -> Result<Option<Timestamp>, EngineError> {
    scan::first(rows, span, |key, _| Ok(read("due row", key)?.0))
}

fn read(kind: &'static str, key: &[u8]) -> Result<(Timestamp, uuid::Uuid), EngineError> {
    key::time_before_last_id(key)
        .zip(key::last_id(key))
        .ok_or_else(|| broken(kind, "its key has no time and id"))
}
