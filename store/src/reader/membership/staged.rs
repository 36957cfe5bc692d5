//! Large changes of members as readers see them: all of it or nothing.

use jiff::Timestamp;
use roster::TenantId;
use uuid::Uuid;

use super::KIND;
use crate::{
    engine::{Direction, Rows},
    error::EngineError,
    key,
    reader::scan,
    record::{
        broken,
        group::{MemberRow, StagedRecord, StagedState, Tag},
    },
};

/// The large change of a group, if one is under way or not swept yet.
pub fn staged(
    rows: &dyn Rows,
    tenant: TenantId,
    group: Uuid,
) -> Result<Option<StagedRecord>, EngineError> {
    rows.get(&key::staged(tenant, group))?
        .map(|value| StagedRecord::decode(&value))
        .transpose()
}

/// All large changes of a tenant: few, because each is swept as soon as it has ended.
pub fn all_staged(
    rows: &dyn Rows,
    tenant: TenantId,
) -> Result<Vec<(Uuid, StagedRecord)>, EngineError> {
    let span = key::all_staged(tenant);
    scan::rows(
        rows,
        &span,
        Direction::Ascending,
        usize::MAX,
        |key, value| {
            let group = key::last_id(key).ok_or_else(|| broken(KIND, "its key has no group"))?;
            Ok((group, StagedRecord::decode(value)?))
        },
    )
}

/// A group whose large change was left behind by `now`, or is over and was not swept by then.
pub fn to_sweep(
    rows: &dyn Rows,
    tenant: TenantId,
    now: Timestamp,
) -> Result<Option<(Uuid, StagedRecord)>, EngineError> {
    let mut staged = all_staged(rows, tenant)?.into_iter();
    Ok(staged.find(|(_, record)| record.at <= now))
}

/// What a sweep has to look at next: at most `limit` ids of the rows of a group that its change
/// has tagged, or of all its rows if the group is gone, behind the one given.
pub fn unswept(
    rows: &dyn Rows,
    tenant: TenantId,
    group: Uuid,
    after: Option<Uuid>,
    limit: usize,
) -> Result<Vec<Uuid>, EngineError> {
    let gone = rows.get(&key::group(tenant, group))?.is_none();
    let mut found = Vec::new();
    scan::each(
        rows,
        &super::members::span(tenant, group, after),
        Direction::Ascending,
        |key, value| {
            if gone || MemberRow::decode(value)?.staged.is_some() {
                found.push(key::last_id(key).ok_or_else(|| broken(KIND, "its key has no member"))?);
            }
            Ok(if found.len() < limit {
                std::ops::ControlFlow::Continue(())
            } else {
                std::ops::ControlFlow::Break(())
            })
        },
    )?;
    Ok(found)
}

/// How the tagged rows of one group are to be read. Looked up when the first of them is met.
#[derive(Debug)]
pub(crate) struct Reading {
    tenant: TenantId,
    group: Uuid,
    applied: Option<bool>,
}

impl Reading {
    pub(crate) fn new(tenant: TenantId, group: Uuid) -> Self {
        Self {
            tenant,
            group,
            applied: None,
        }
    }

    /// Whether a row with this tag is a membership.
    pub(crate) fn holds(&mut self, rows: &dyn Rows, tag: Option<Tag>) -> Result<bool, EngineError> {
        let Some(tag) = tag else { return Ok(true) };
        let applied = match self.applied {
            Some(applied) => applied,
            None => *self
                .applied
                .insert(is_applied(rows, self.tenant, self.group)?),
        };
        Ok(tag.holds(applied))
    }
}

fn is_applied(rows: &dyn Rows, tenant: TenantId, group: Uuid) -> Result<bool, EngineError> {
    let staged = staged(rows, tenant, group)?
        .ok_or_else(|| broken(KIND, "it is tagged, and its group has no staged change"))?;
    Ok(staged.state == StagedState::Applied)
}
