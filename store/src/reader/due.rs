//! What time will bring: removals, sweeps after large changes, the end of old entries, and the
//! tenants to wake for them.

use jiff::Timestamp;
use roster::{MemberId, TenantId};

use super::{activity, membership, scan};
use crate::{
    engine::{Direction, Rows},
    error::EngineError,
    key::{self, Span},
    record::{
        activity::{ends, look},
        broken,
    },
};

/// At most `limit` members whose removal is due by `now`, the longest overdue first.
pub fn until(
    rows: &dyn Rows,
    tenant: TenantId,
    now: Timestamp,
    limit: usize,
) -> Result<Vec<(Timestamp, MemberId)>, EngineError> {
    let span = key::dues_until(tenant, now);
    let due = scan::rows(rows, &span, Direction::Ascending, limit, |key, _| {
        read("due row", key)
    })?;
    Ok(due.into_iter().map(|(at, id)| (at, MemberId(id))).collect())
}

/// When the tenant's next removal is due.
pub fn next_removal(rows: &dyn Rows, tenant: TenantId) -> Result<Option<Timestamp>, EngineError> {
    first(rows, &key::dues(tenant))
}

/// When anything of the tenant is due: a removal, the sweep of a large change, or the end of old
/// entries.
pub fn next(rows: &dyn Rows, tenant: TenantId) -> Result<Option<Timestamp>, EngineError> {
    let sweeps = membership::all_staged(rows, tenant)?;
    let sweeps = sweeps.into_iter().map(|(_, staged)| staged.at);
    Ok(next_removal(rows, tenant)?
        .into_iter()
        .chain(next_forgetting(rows, tenant)?)
        .chain(sweeps)
        .min())
}

/// When to look for entries of the tenant's history that are too old: at most once a day.
pub fn next_forgetting(
    rows: &dyn Rows,
    tenant: TenantId,
) -> Result<Option<Timestamp>, EngineError> {
    let (Some(oldest), Some(tenant)) = (
        activity::oldest(rows, tenant)?,
        super::tenant::by_id(rows, tenant)?,
    ) else {
        return Ok(None);
    };
    Ok(Some(look(tenant.id, ends(&oldest, &tenant))))
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
