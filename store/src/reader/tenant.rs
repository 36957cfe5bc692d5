//! Tenants.

use roster::{Practice, Tenant, TenantId};
use scim::fold::fold;
use serde::Deserialize;

use super::scan;
use crate::{
    engine::{Direction, Rows},
    error::EngineError,
    key,
    record::{decode, decode_id},
};

const KIND: &str = "tenant";

/// The facts of one tenant.
pub fn by_id(rows: &dyn Rows, id: TenantId) -> Result<Option<Tenant>, EngineError> {
    match rows.get(&key::tenant(id))? {
        Some(value) => decode(KIND, &value).map(Some),
        None => Ok(None),
    }
}

/// What of a tenant every request has to know. Nothing else of the row is decoded for it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
pub struct Terms {
    /// Every tolerance is off.
    pub strict: bool,
    /// The version of what the tenant has declared; 0 while there is nothing.
    #[serde(default)]
    pub declarations: u64,
    /// What the tenant has chosen.
    #[serde(default)]
    pub practice: Practice,
}

/// The terms of one tenant; the usual ones if there is no such tenant.
pub fn terms(rows: &dyn Rows, id: TenantId) -> Result<Terms, EngineError> {
    match rows.get(&key::tenant(id))? {
        Some(value) => decode(KIND, &value),
        None => Ok(Terms::default()),
    }
}

/// The tenant of this name, in any case.
pub fn by_name(rows: &dyn Rows, name: &str) -> Result<Option<Tenant>, EngineError> {
    match rows.get(&key::tenant_name(&fold(name.trim())))? {
        Some(value) => by_id(rows, TenantId(decode_id(KIND, &value)?)),
        None => Ok(None),
    }
}

/// By id, else by name, as admins type it.
pub fn find(rows: &dyn Rows, id_or_name: &str) -> Result<Option<Tenant>, EngineError> {
    if let Ok(id) = id_or_name.parse()
        && let Some(tenant) = by_id(rows, id)?
    {
        return Ok(Some(tenant));
    }
    by_name(rows, id_or_name)
}

/// At most `limit` tenants, the oldest first, behind the one given.
pub fn list(
    rows: &dyn Rows,
    after: Option<TenantId>,
    limit: usize,
) -> Result<Vec<Tenant>, EngineError> {
    let span = match after {
        Some(id) => key::tenants().after(&key::tenant(id)),
        None => key::tenants(),
    };
    scan::rows(rows, &span, Direction::Ascending, limit, |_, value| {
        decode(KIND, value)
    })
}
