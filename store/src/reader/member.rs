//! Members: what was made of people, whether a directory manages them or not.

use roster::{Member, MemberId, TenantId};

use super::scan;
use crate::{
    engine::{Direction, Rows},
    error::EngineError,
    key,
    record::PersonRecord,
};

/// One member, or the tombstone of one.
pub fn by_id(
    rows: &dyn Rows,
    tenant: TenantId,
    id: MemberId,
) -> Result<Option<Member>, EngineError> {
    Ok(record(rows, tenant, id)?.map(|person| person.member))
}

/// At most `limit` members and tombstones, by age, behind the one given.
pub fn list(
    rows: &dyn Rows,
    tenant: TenantId,
    after: Option<MemberId>,
    limit: usize,
) -> Result<Vec<Member>, EngineError> {
    let all = key::persons(tenant);
    let span = match after {
        Some(id) => all.after(&key::person(tenant, id)),
        None => all,
    };
    scan::rows(rows, &span, Direction::Ascending, limit, |_, value| {
        Ok(PersonRecord::decode(value)?.member)
    })
}

pub(crate) fn record(
    rows: &dyn Rows,
    tenant: TenantId,
    id: MemberId,
) -> Result<Option<PersonRecord>, EngineError> {
    match rows.get(&key::person(tenant, id))? {
        Some(value) => PersonRecord::decode(&value).map(Some),
        None => Ok(None),
    }
}
