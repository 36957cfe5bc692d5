//! Group mapping as it is: the table, and what it gives to whom.

mod assigning;
mod claims;
mod preview;

use std::sync::Arc;

use roster::{
    Tenant, TenantId,
    mapping::{Rules, Table},
};

use crate::{engine::Rows, error::EngineError, key, record::MappingRecord};

pub use assigning::Assigning;
pub use claims::claimed;
pub use preview::{Gain, Preview, Previewed, preview};

/// The table, with its version.
pub fn of(rows: &dyn Rows, tenant: TenantId) -> Result<MappingRecord, EngineError> {
    match rows.get(&key::mapping(tenant))? {
        Some(value) => MappingRecord::decode(&value),
        None => Ok(MappingRecord::default()),
    }
}

/// What is in force.
pub fn rules(rows: &dyn Rows, tenant: &Tenant) -> Result<Arc<Rules>, EngineError> {
    let record = of(rows, tenant.id)?;
    Ok(Arc::new(Rules::new(Table::of(record.rows), tenant)))
}
