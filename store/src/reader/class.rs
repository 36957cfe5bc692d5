//! Classes that group mapping has made.

use jiff::{SignedDuration, Timestamp};
use roster::{Tenant, TenantId};
use uuid::Uuid;

use super::scan;
use crate::{
    engine::{Direction, Rows},
    error::EngineError,
    key,
    record::{ClassRecord, decode_id},
};

/// One class, archived or not.
pub fn by_id(
    rows: &dyn Rows,
    tenant: TenantId,
    id: &str,
) -> Result<Option<ClassRecord>, EngineError> {
    rows.get(&key::class(tenant, id))?
        .map(|value| ClassRecord::decode(&value))
        .transpose()
}

/// All classes, those that are archived too.
pub fn all(rows: &dyn Rows, tenant: TenantId) -> Result<Vec<ClassRecord>, EngineError> {
    let span = key::classes(tenant);
    scan::rows(rows, &span, Direction::Ascending, usize::MAX, |_, value| {
        ClassRecord::decode(value)
    })
}

/// The class that a new group of this folded name takes back: archived with its group less than the
/// grace period ago (D16).
pub(crate) fn returning(
    rows: &dyn Rows,
    tenant: &Tenant,
    folded: &str,
    now: Timestamp,
) -> Result<Option<Uuid>, EngineError> {
    let Some(value) = rows.get(&key::archived_class(tenant.id, folded))? else {
        return Ok(None);
    };
    let id = decode_id("archived class", &value)?;
    let archived_at = by_id(rows, tenant.id, &id.to_string())?.and_then(|class| class.archived_at);
    let grace = SignedDuration::from_hours(24 * i64::from(tenant.grace_days.days()));
    let is_in_time = archived_at.is_some_and(|at| now.duration_since(at) < grace);
    Ok(is_in_time.then_some(id))
}
