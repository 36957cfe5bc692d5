//! The members of a group. Those of nested groups are not among them (RFC 7643 §4.2).

use std::ops::ControlFlow;

use roster::TenantId;
use scim::resource::MemberType;
use uuid::Uuid;

use super::{KIND, MemberLink, staged::Reading};
use crate::{
    engine::{Direction, Rows},
    error::EngineError,
    key::{self, Span},
    reader::scan,
    record::{
        broken,
        group::{GroupHead, MemberRow},
        stored::Head,
        user::UserHead,
    },
};

/// Some members in a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chunk {
    /// By age.
    pub members: Vec<MemberLink>,
    /// Behind whom the next chunk starts; none behind the last member.
    pub next: Option<Uuid>,
}

/// The members of a group among `limit` rows, behind the one given. There can be fewer than
/// `limit` of them, even none, and still a next chunk: what a large change leaves before it is
/// swept are rows too, and no chunk looks at more of them. Ask again, so that no snapshot is held
/// while a slow client reads.
pub fn members(
    rows: &dyn Rows,
    tenant: TenantId,
    group: Uuid,
    after: Option<Uuid>,
    limit: usize,
) -> Result<Chunk, EngineError> {
    let mut reading = Reading::new(tenant, group);
    let mut members = Vec::new();
    let (mut looked_at, mut last) = (0, None);
    let span = span(tenant, group, after);
    scan::each(rows, &span, Direction::Ascending, |key, value| {
        let (id, row) = read(key, value)?;
        if reading.holds(rows, row.staged)? {
            members.push(link(id, row));
        }
        looked_at += 1;
        if looked_at < limit {
            return Ok(ControlFlow::Continue(()));
        }
        last = Some(id);
        Ok(ControlFlow::Break(()))
    })?;
    Ok(Chunk {
        members,
        next: last,
    })
}

/// One member, if it is one. The group must exist.
pub(crate) fn member(
    rows: &dyn Rows,
    tenant: TenantId,
    group: Uuid,
    id: Uuid,
) -> Result<Option<MemberLink>, EngineError> {
    let Some(row) = row(rows, tenant, group, id)? else {
        return Ok(None);
    };
    let holds = Reading::new(tenant, group).holds(rows, row.staged)?;
    Ok(holds.then(|| link(id, row)))
}

/// A user, or else a group, as a member would show them.
pub(crate) fn who(
    rows: &dyn Rows,
    tenant: TenantId,
    id: Uuid,
) -> Result<Option<MemberLink>, EngineError> {
    let (display, kind) = if let Some(value) = rows.get(&key::user(tenant, id))? {
        (UserHead::of(&value)?.user_name, MemberType::User)
    } else if let Some(value) = rows.get(&key::group(tenant, id))? {
        (GroupHead::of(&value)?.display_name, MemberType::Group)
    } else {
        return Ok(None);
    };
    Ok(Some(MemberLink { id, display, kind }))
}

/// The row of a membership, whatever it says.
pub(crate) fn row(
    rows: &dyn Rows,
    tenant: TenantId,
    group: Uuid,
    id: Uuid,
) -> Result<Option<MemberRow>, EngineError> {
    rows.get(&key::member(tenant, group, id))?
        .map(|value| MemberRow::decode(&value))
        .transpose()
}

/// Shows every member of a group, which must exist, to `visit`, by age.
pub(crate) fn each_member(
    rows: &dyn Rows,
    tenant: TenantId,
    group: Uuid,
    mut visit: impl FnMut(MemberLink) -> ControlFlow<()>,
) -> Result<(), EngineError> {
    let mut reading = Reading::new(tenant, group);
    let span = key::members(tenant, group);
    scan::each(rows, &span, Direction::Ascending, |key, value| {
        let (id, row) = read(key, value)?;
        Ok(if reading.holds(rows, row.staged)? {
            visit(link(id, row))
        } else {
            ControlFlow::Continue(())
        })
    })
}

/// The rows of a group behind the one given.
pub(super) fn span(tenant: TenantId, group: Uuid, after: Option<Uuid>) -> Span {
    let all = key::members(tenant, group);
    match after {
        Some(member) => all.after(&key::member(tenant, group, member)),
        None => all,
    }
}

fn read(key: &[u8], value: &[u8]) -> Result<(Uuid, MemberRow), EngineError> {
    let id = key::last_id(key).ok_or_else(|| broken(KIND, "its key has no member"))?;
    Ok((id, MemberRow::decode(value)?))
}

fn link(id: Uuid, row: MemberRow) -> MemberLink {
    MemberLink {
        id,
        display: row.display,
        kind: row.kind,
    }
}
