//! The compiled table: read anew when it, or what settings add to it, has changed.

use std::sync::Arc;

use roster::{
    Tenant, TenantId,
    mapping::{Rules, Table},
};
use store::{engine::Rows, error::EngineError, reader};

/// The last one that was asked for.
#[derive(Debug, Default)]
pub(super) struct Compiled(Option<(u64, Tenant, Arc<Rules>)>);

impl Compiled {
    /// As it is in these rows.
    pub(super) fn of(
        &mut self,
        rows: &dyn Rows,
        tenant: TenantId,
    ) -> Result<Arc<Rules>, EngineError> {
        let record = reader::mapping::of(rows, tenant)?;
        let Some(facts) = reader::tenant::by_id(rows, tenant)? else {
            return Ok(Arc::default());
        };
        match &self.0 {
            Some((version, of, rules)) if *version == record.version && *of == facts => {
                Ok(Arc::clone(rules))
            }
            _ => {
                let rules = Arc::new(Rules::new(Table::of(record.rows), &facts));
                self.0 = Some((record.version, facts, Arc::clone(&rules)));
                Ok(rules)
            }
        }
    }
}
