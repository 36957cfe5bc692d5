//! A tenant's totals.

use roster::TenantId;

use crate::{engine::Rows, error::EngineError, key, record::Counters};

/// All zero for a tenant in which nothing has happened yet.
pub fn of(rows: &dyn Rows, tenant: TenantId) -> Result<Counters, EngineError> {
    match rows.get(&key::counters(tenant))? {
        Some(value) => Counters::decode(&value),
        None => Ok(Counters::default()),
    }
}
