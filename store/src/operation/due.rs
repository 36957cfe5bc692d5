//! The rows that say when something is due, and the one that says when to wake the tenant.

use jiff::Timestamp;
use roster::{MemberId, TenantId};

use crate::{error::EngineError, key, overlay::Overlay, reader};

/// Moves a member's removal.
pub(super) fn reschedule(
    tx: &mut Overlay<'_>,
    tenant: TenantId,
    member: MemberId,
    before: Option<Timestamp>,
    after: Option<Timestamp>,
) -> Result<(), EngineError> {
    if before == after {
        return Ok(());
    }
    keeping_wake(tx, tenant, |tx| {
        if let Some(at) = before {
            tx.delete(key::due(tenant, at, member));
        }
        if let Some(at) = after {
            tx.put(key::due(tenant, at, member), Vec::new());
        }
        Ok(())
    })
}

/// Changes what is due. The tenant's wake row follows the first of it.
pub(super) fn keeping_wake(
    tx: &mut Overlay<'_>,
    tenant: TenantId,
    change: impl FnOnce(&mut Overlay<'_>) -> Result<(), EngineError>,
) -> Result<(), EngineError> {
    let before = reader::due::next(tx, tenant)?;
    change(tx)?;
    let after = reader::due::next(tx, tenant)?;
    if before != after {
        if let Some(at) = before {
            tx.delete(key::wake(at, tenant));
        }
        if let Some(at) = after {
            tx.put(key::wake(at, tenant), Vec::new());
        }
    }
    Ok(())
}
