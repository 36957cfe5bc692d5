//! Resources of any type, as they are answered.

use roster::TenantId;
use scim::ResourceKind;
use uuid::Uuid;

use super::Stored;
use crate::{
    engine::Rows,
    error::EngineError,
    key,
    record::{ResourceRecord, parse_id},
};

/// By the id of a URL, whatever that looks like.
pub fn by_id(
    rows: &dyn Rows,
    tenant: TenantId,
    kind: ResourceKind,
    id: &str,
) -> Result<Option<Stored>, EngineError> {
    match parse_id(id) {
        Some(id) => stored(rows, tenant, kind, id),
        None => Ok(None),
    }
}

/// The whole record of a resource of a declared type.
pub(crate) fn record(
    rows: &dyn Rows,
    tenant: TenantId,
    kind: ResourceKind,
    id: Uuid,
) -> Result<Option<ResourceRecord>, EngineError> {
    match rows.get(&key::resource(tenant, kind, id))? {
        Some(value) => ResourceRecord::decode(&value).map(Some),
        None => Ok(None),
    }
}

pub(crate) fn stored(
    rows: &dyn Rows,
    tenant: TenantId,
    kind: ResourceKind,
    id: Uuid,
) -> Result<Option<Stored>, EngineError> {
    rows.get(&key::resource(tenant, kind, id))?
        .map(|value| Stored::of(record_kind(kind), id, &value))
        .transpose()
}

/// How an error names the record.
pub(crate) fn record_kind(kind: ResourceKind) -> &'static str {
    match kind {
        ResourceKind::User => "user",
        ResourceKind::Group => "group",
        ResourceKind::Declared(_) => "resource",
    }
}
