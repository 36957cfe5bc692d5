//! Entries that a tenant does not keep any longer.

use std::ops::ControlFlow;

use jiff::Timestamp;
use roster::{Tenant, TenantId};

use crate::{
    engine::{Direction, Rows},
    error::EngineError,
    key,
    reader::scan,
    record::activity::{Entry, decode, ends},
};

/// The rows of at most `limit` entries that may be dropped by `now`: the oldest, up to the first one
/// that is to be kept.
pub(crate) fn expired(
    rows: &dyn Rows,
    tenant: &Tenant,
    now: Timestamp,
    limit: usize,
) -> Result<Vec<Vec<u8>>, EngineError> {
    let mut found = Vec::new();
    let span = key::activities(tenant.id);
    scan::each(rows, &span, Direction::Ascending, |_, value| {
        if found.len() == limit || ends(&decode(value)?, tenant) > now {
            return Ok(ControlFlow::Break(()));
        }
        found.push(value.to_vec());
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(found)
}

/// The oldest entry.
pub(crate) fn oldest(rows: &dyn Rows, tenant: TenantId) -> Result<Option<Entry>, EngineError> {
    scan::first(rows, &key::activities(tenant), |_, value| decode(value))
}
