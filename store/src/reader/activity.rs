//! The tenant's history.

use roster::TenantId;

use super::scan;
use crate::{
    engine::{Direction, Rows},
    error::EngineError,
    key,
    record::activity::{Entry, decode},
};

/// At most `limit` entries: ascending behind the sequence number given, or descending before it.
pub fn page(
    rows: &dyn Rows,
    tenant: TenantId,
    from: Option<u64>,
    direction: Direction,
    limit: usize,
) -> Result<Vec<Entry>, EngineError> {
    let all = key::activities(tenant);
    let span = match (from, direction) {
        (Some(sequence), Direction::Ascending) => all.after(&key::activity(tenant, sequence)),
        (Some(sequence), Direction::Descending) => all.before(&key::activity(tenant, sequence)),
        (None, _) => all,
    };
    scan::rows(rows, &span, direction, limit, |_, value| decode(value))
}

/// One entry.
pub fn by_sequence(
    rows: &dyn Rows,
    tenant: TenantId,
    sequence: u64,
) -> Result<Option<Entry>, EngineError> {
    match rows.get(&key::activity(tenant, sequence))? {
        Some(value) => decode(&value).map(Some),
        None => Ok(None),
    }
}
