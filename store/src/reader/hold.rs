//! Holds of removals, and who is in them (D17).

use roster::{MemberId, TenantId};

use super::scan;
use crate::{
    engine::{Direction, Rows},
    error::EngineError,
    key,
    record::{HoldRecord, broken},
};

/// One hold.
pub fn by_number(
    rows: &dyn Rows,
    tenant: TenantId,
    number: u64,
) -> Result<Option<HoldRecord>, EngineError> {
    rows.get(&key::hold(tenant, number))?
        .map(|value| HoldRecord::decode(&value))
        .transpose()
}

/// At most `limit` holds, the newest first, before the one given.
pub fn list(
    rows: &dyn Rows,
    tenant: TenantId,
    before: Option<u64>,
    limit: usize,
) -> Result<Vec<HoldRecord>, EngineError> {
    let all = key::holds(tenant);
    let span = match before {
        Some(number) => all.before(&key::hold(tenant, number)),
        None => all,
    };
    scan::rows(rows, &span, Direction::Descending, limit, |_, value| {
        HoldRecord::decode(value)
    })
}

/// At most `limit` members of a hold, by age.
pub fn members(
    rows: &dyn Rows,
    tenant: TenantId,
    number: u64,
    limit: usize,
) -> Result<Vec<MemberId>, EngineError> {
    let span = key::held_in(tenant, number);
    scan::rows(rows, &span, Direction::Ascending, limit, |key, _| {
        let id = key::last_id(key).ok_or_else(|| broken("held member", "its key has no id"))?;
        Ok(MemberId(id))
    })
}
