//! The rows of those whom time removes, and the one that says when to wake the tenant.

use roster::{MemberState, Tenant, TenantId};

use crate::{
    engine::Rows, error::EngineError, key, overlay::Overlay, reader, record::PersonRecord,
};

/// Moves a member's row.
pub(super) fn reschedule(
    tx: &mut Overlay<'_>,
    tenant: &Tenant,
    before: Option<&PersonRecord>,
    after: &PersonRecord,
) -> Result<(), EngineError> {
    let old = match before {
        Some(before) => stale(tx, tenant.id, before)?,
        None => None,
    };
    let new = reader::due::row(tenant, after);
    if old == new {
        return Ok(());
    }
    keeping_wake(tx, tenant, tenant, |tx| {
        if let Some(key) = old {
            tx.delete(key);
        }
        if let Some(key) = new {
            tx.put(key, Vec::new());
        }
        Ok(())
    })
}

/// The row that somebody has, also one of a time when the tenant wanted the deactivated removed.
fn stale(
    tx: &Overlay<'_>,
    tenant: TenantId,
    person: &PersonRecord,
) -> Result<Option<Vec<u8>>, EngineError> {
    let member = &person.member;
    Ok(match member.state {
        MemberState::Pending { since, .. } => Some(key::pending(tenant, since, member.id)),
        MemberState::Deactivated => match member.deactivated_at {
            Some(since) => {
                let key = key::idle(tenant, since, member.id);
                tx.get(&key)?.map(|_| key)
            }
            None => None,
        },
        _ => None,
    })
}

/// Changes what is due, or the tenant by which it is. The wake row follows the first of it.
pub(super) fn keeping_wake(
    tx: &mut Overlay<'_>,
    before: &Tenant,
    after: &Tenant,
    change: impl FnOnce(&mut Overlay<'_>) -> Result<(), EngineError>,
) -> Result<(), EngineError> {
    let old = reader::due::next(tx, before)?;
    change(tx)?;
    let new = reader::due::next(tx, after)?;
    if old != new {
        if let Some(at) = old {
            tx.delete(key::wake(at, before.id));
        }
        if let Some(at) = new {
            tx.put(key::wake(at, after.id), Vec::new());
        }
    }
    Ok(())
}
