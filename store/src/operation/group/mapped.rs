//! What a change of a group means for what its members have by it.

use uuid::Uuid;

use super::delta::Delta;
use crate::{
    engine::Rows,
    error::EngineError,
    key,
    operation::{job, mapping, work::Work},
    reader::{self, membership},
    record::{Task, group::GroupHead},
};

/// A group was created or changed, and its rows are written.
pub(super) fn changed(
    work: &mut Work<'_, '_>,
    id: Uuid,
    before: Option<&GroupHead>,
    after: &GroupHead,
    delta: &Delta,
) -> Result<(), EngineError> {
    let Some(rules) = work.mapped()? else {
        return Ok(());
    };
    let gives = rules.give(&after.facts(id));
    let gave = before.map(|head| rules.give(&head.facts(id)));
    if gave.as_ref() != Some(&gives) {
        mapping::follow(work, id, after, &gives)?;
    }
    let is_same = gave.is_none_or(|gave| gave.is_same_for_members(&gives));
    if is_same && gives.is_nothing() && work.counters.nested == 0 {
        return Ok(());
    }
    match joined_and_left(work, delta)? {
        Some(users) if is_same => mapping::later(work, users),
        None if is_same => mapping::at_last(work),
        users => everybody(work, id, users),
    }
}

/// The users who have joined or left, by themselves or with a group; none if they are too many to
/// be named. A large change names nobody: who joins or leaves by it follows as it is swept.
fn joined_and_left(work: &Work<'_, '_>, delta: &Delta) -> Result<Option<Vec<Uuid>>, EngineError> {
    let nested = work.counters.nested > 0;
    match delta {
        Delta::Staged { .. } if nested => Ok(None),
        Delta::Staged { .. } => Ok(Some(Vec::new())),
        Delta::Rows(difference) => {
            let joined = difference.added.iter().map(|joining| joining.id);
            let mut users = Vec::new();
            for id in joined.chain(difference.removed.iter().copied()) {
                match within(work, id)? {
                    Some(found) => users.extend(found),
                    None => return Ok(None),
                }
            }
            Ok(Some(users))
        }
    }
}

/// The group gives something else to all who are in it.
fn everybody(
    work: &mut Work<'_, '_>,
    id: Uuid,
    left: Option<Vec<Uuid>>,
) -> Result<(), EngineError> {
    match (within(work, id)?, left) {
        (Some(mut users), Some(left)) => {
            users.extend(left);
            users.sort_unstable();
            users.dedup();
            mapping::later(work, users)
        }
        (None, Some(left)) if work.counters.nested == 0 => {
            mapping::later(work, left)?;
            job::begin(work, Task::Group { group: id })
        }
        _ => mapping::at_last(work),
    }
}

/// A user, or the users in a group; none if they are many.
fn within(work: &Work<'_, '_>, id: Uuid) -> Result<Option<Vec<Uuid>>, EngineError> {
    if work.tx.get(&key::group(work.tenant_id(), id))?.is_none() {
        return Ok(Some(vec![id]));
    }
    membership::few_within(work.tx, work.tenant_id(), id, mapping::AT_ONCE)
}

/// Who is in a group that is about to be deleted.
pub(super) enum Leaving {
    /// Groups give nothing.
    Nobody,
    /// These.
    Few(Vec<Uuid>),
    /// More than are looked at in one commit, some maybe by another group.
    Many { nested: bool },
}

pub(super) fn leaving(work: &mut Work<'_, '_>, id: Uuid) -> Result<Leaving, EngineError> {
    if work.mapped()?.is_none() {
        return Ok(Leaving::Nobody);
    }
    let nested = work.counters.nested > 0;
    Ok(within(work, id)?.map_or(Leaving::Many { nested }, Leaving::Few))
}

/// The group is gone: what it gave ends, and its class is archived (D16). `members` are those whose
/// rows went with it; the rows of others are swept, and they follow then.
pub(super) fn deleted(
    work: &mut Work<'_, '_>,
    id: Uuid,
    head: &GroupHead,
    leaving: Leaving,
    members: &[Uuid],
    swept_later: bool,
) -> Result<(), EngineError> {
    let users = match leaving {
        Leaving::Nobody => return Ok(()),
        Leaving::Few(users) => users,
        Leaving::Many { nested: true } => {
            mapping::archive(work, &head.class_id(id))?;
            return mapping::at_last(work);
        }
        Leaving::Many { .. } if swept_later => Vec::new(),
        Leaving::Many { .. } => members.to_vec(),
    };
    mapping::archive(work, &head.class_id(id))?;
    mapping::later(work, users)
}

/// The id of the class that a new group takes up again.
pub(super) fn returning_class(
    work: &mut Work<'_, '_>,
    folded: &str,
) -> Result<Option<Uuid>, EngineError> {
    if work.mapped()?.is_none() {
        return Ok(None);
    }
    reader::class::returning(work.tx, &work.tenant, folded, work.call.now)
}
