//! The entries about one person or group.

use std::{collections::BTreeSet, ops::ControlFlow};

use roster::{MemberId, TenantId};
use uuid::Uuid;

use super::{by_sequence, search::part};
use crate::{
    engine::{Direction, Rows},
    error::EngineError,
    key,
    reader::{member, scan},
    record::{activity::Subject, broken, parse_id},
};

/// The numbers of at most `limit` entries behind `from` in this direction, in that order.
pub(super) fn numbers(
    rows: &dyn Rows,
    tenant: TenantId,
    id: Uuid,
    from: Option<u64>,
    direction: Direction,
    limit: usize,
) -> Result<Vec<u64>, EngineError> {
    let mut numbers = BTreeSet::new();
    for id in ids(rows, tenant, id, limit)? {
        let from = from.map(|sequence| key::about(tenant, id, sequence));
        let span = part(key::about_one(tenant, id), from, direction);
        numbers.extend(scan::rows(rows, &span, direction, limit, |key, _| {
            key::last_number(key)
                .ok_or_else(|| broken("activity index row", "its key has no number"))
        })?);
    }
    Ok(match direction {
        Direction::Ascending => numbers.into_iter().take(limit).collect(),
        Direction::Descending => numbers.into_iter().rev().take(limit).collect(),
    })
}

/// The id, and where it is a member's, those of the directory records that the member has and had:
/// the record names the one, and the entries by which they parted the others. `most` bounds the
/// search for these.
pub(super) fn ids(
    rows: &dyn Rows,
    tenant: TenantId,
    id: Uuid,
    most: usize,
) -> Result<BTreeSet<Uuid>, EngineError> {
    let mut ids = BTreeSet::from([id]);
    if let Some(member) = member::by_id(rows, tenant, MemberId(id))? {
        ids.extend(member.user.as_deref().and_then(parse_id));
    } else if rows.get(&key::user(tenant, id))?.is_some() {
        return Ok(ids);
    }
    let mut left = most;
    let span = key::about_one(tenant, id);
    scan::each(rows, &span, Direction::Descending, |key, _| {
        let entry = match key::last_number(key) {
            Some(sequence) => by_sequence(rows, tenant, sequence)?,
            None => None,
        };
        // Whoever was erased is no member any more, but was one in entries.
        let subjects = entry.iter().filter_map(|entry| entry.who.as_ref());
        let of_member = subjects.filter(|who| who.member() == Some(MemberId(id)));
        ids.extend(of_member.flat_map(Subject::ids));
        left = left.saturating_sub(1);
        Ok(if left == 0 {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        })
    })?;
    Ok(ids)
}
