//! What a tenant has declared, and the resource types that it has thereby.

use std::{ops::ControlFlow, sync::Arc};

use roster::TenantId;
use scim::schema::{Catalog, Declarations};
use serde::Deserialize;

use super::scan;
use crate::{
    engine::{Direction, Rows},
    error::EngineError,
    key,
    record::{broken, decode, encode, lines},
};

const KIND: &str = "declarations";

/// Empty while nothing was declared.
pub fn declarations(rows: &dyn Rows, tenant: TenantId) -> Result<Declarations, EngineError> {
    match rows.get(&key::declarations(tenant))? {
        Some(value) => decode(KIND, &value),
        None => Ok(Declarations::default()),
    }
}

/// Every resource type of a tenant.
pub fn of(rows: &dyn Rows, tenant: TenantId) -> Result<Arc<Catalog>, EngineError> {
    declarations(rows, tenant)?
        .catalog()
        .map_err(|error| broken(KIND, &error.detail))
}

/// How many resources have values of a schema; counts up to `most`. It may look at all resources of
/// the types that have the schema.
pub fn in_use(rows: &dyn Rows, tenant: TenantId, id: &str, most: u64) -> Result<u64, EngineError> {
    let catalog = of(rows, tenant)?;
    // A body names each schema that it has values of, in canonical spelling.
    let name = encode(KIND, &id)?;
    let mut found = 0;
    for schema in catalog
        .types()
        .filter(|schema| schema.extension(id).is_some())
    {
        let span = key::resources(tenant, schema.kind);
        scan::each(rows, &span, Direction::Ascending, |_, value| {
            // Few values have the words somewhere; only those are read.
            if value.windows(name.len()).any(|part| part == name) {
                found += u64::from(names_schema(value, id)?);
            }
            Ok(if found < most {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            })
        })?;
    }
    Ok(found)
}

/// Whether a resource says of itself that it has values of the schema.
fn names_schema(value: &[u8], id: &str) -> Result<bool, EngineError> {
    #[derive(Deserialize)]
    struct Named {
        schemas: Vec<String>,
    }
    let (_, body) = lines::served("resource", value)?;
    let named: Named = decode("resource", body)?;
    Ok(named
        .schemas
        .iter()
        .any(|schema| schema.eq_ignore_ascii_case(id)))
}
