//! The members of a group. Those of nested groups are not among them (RFC 7643 §4.2).

use std::ops::ControlFlow;

use roster::TenantId;
use uuid::Uuid;

use super::{KIND, MemberLink};
use crate::{
    engine::{Direction, Rows},
    error::EngineError,
    key,
    reader::scan,
    record::{broken, group::MemberRow},
};

/// At most `limit` members of a group, by age, behind the one given. Ask again behind the last one
/// until fewer come, so that no snapshot is held while a slow client reads.
pub fn members(
    rows: &dyn Rows,
    tenant: TenantId,
    group: Uuid,
    after: Option<Uuid>,
    limit: usize,
) -> Result<Vec<MemberLink>, EngineError> {
    let all = key::members(tenant, group);
    let span = match after {
        Some(member) => all.after(&key::member(tenant, group, member)),
        None => all,
    };
    scan::rows(rows, &span, Direction::Ascending, limit, |key, value| {
        let id = key::last_id(key).ok_or_else(|| broken(KIND, "its key has no member"))?;
        link(id, value)
    })
}

/// One member, if it is one.
pub(crate) fn member(
    rows: &dyn Rows,
    tenant: TenantId,
    group: Uuid,
    id: Uuid,
) -> Result<Option<MemberLink>, EngineError> {
    rows.get(&key::member(tenant, group, id))?
        .map(|value| link(id, &value))
        .transpose()
}

/// Shows every member of a group to `visit`, by age.
pub(crate) fn each_member(
    rows: &dyn Rows,
    tenant: TenantId,
    group: Uuid,
    mut visit: impl FnMut(MemberLink) -> ControlFlow<()>,
) -> Result<(), EngineError> {
    scan::each(
        rows,
        &key::members(tenant, group),
        Direction::Ascending,
        |key, value| {
            let id = key::last_id(key).ok_or_else(|| broken(KIND, "its key has no member"))?;
            Ok(visit(link(id, value)?))
        },
    )
}

fn link(id: Uuid, value: &[u8]) -> Result<MemberLink, EngineError> {
    let MemberRow { display, kind } = MemberRow::decode(value)?;
    Ok(MemberLink { id, display, kind })
}
