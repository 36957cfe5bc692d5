//! The rows that say when removals are due, and the one that says when to wake the tenant.

use jiff::Timestamp;
use roster::{MemberId, TenantId};

use crate::{error::EngineError, key, overlay::Overlay, reader};

/// Moves a member's removal. The tenant's wake row follows its next removal.
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
    let next_before = reader::due::next(tx, tenant)?;
    if let Some(at) = before {
        tx.delete(key::due(tenant, at, member));
    }
    if let Some(at) = after {
        tx.put(key::due(tenant, at, member), Vec::new());
    }
    let next_after = reader::due::next(tx, tenant)?;
    if next_before != next_after {
        if let Some(at) = next_before {
            tx.delete(key::wake(at, tenant));
        }
        if let Some(at) = next_after {
            tx.put(key::wake(at, tenant), Vec::new());
        }
    }
    Ok(())
}
