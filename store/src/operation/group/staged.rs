//! Large changes of members: written in many small commits, and made to count by one.
//!
//! [`BeginMembers`], as many [`StageMembers`] as it takes, and then the operation that was asked
//! for, with [`super::PreparedMembers::Staged`]; or [`DropMembers`]. Either way [`SweepMembers`]
//! makes ordinary rows of what is left. The record of the group says what its tagged rows mean, so
//! that readers see all of it or nothing at every moment.

mod begin;
mod drop;
mod stage;
mod sweep;

use roster::TenantId;
use uuid::Uuid;

use super::{members::Difference, subject};
use crate::{
    engine::Rows,
    error::EngineError,
    key,
    operation::{
        Call, Refusal, RunError, due,
        work::{self, Work},
    },
    overlay::Overlay,
    reader::membership,
    record::{
        activity::{Event, OperationName},
        group::{StagedRecord, StagedState},
    },
};

pub use begin::BeginMembers;
pub use drop::DropMembers;
pub use stage::StageMembers;
pub use sweep::SweepMembers;

/// A large change whose rows are all there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Staged {
    pub(super) change: Uuid,
    /// The first of them, as many as an entry names.
    pub(super) named: Difference,
}

impl Staged {
    /// `change` as it was begun with.
    pub fn new(change: Uuid, difference: &Difference) -> Self {
        let (added, removed) = (&difference.added, &difference.removed);
        Self {
            change,
            named: Difference {
                added: added.iter().take(Event::MOST_IDS).cloned().collect(),
                removed: removed.iter().take(Event::MOST_IDS).copied().collect(),
            },
        }
    }
}

/// The change, if it is still the one under way.
pub(super) fn pending(
    rows: &dyn Rows,
    tenant: TenantId,
    group: Uuid,
    change: Uuid,
) -> Result<StagedRecord, RunError> {
    membership::staged(rows, tenant, group)?
        .filter(|record| record.change == change && record.state == StagedState::Pending)
        .ok_or_else(|| Refusal::Busy.into())
}

/// Writes the record, or takes it away.
pub(super) fn put(
    work: &mut Work<'_, '_>,
    group: Uuid,
    record: Option<&StagedRecord>,
) -> Result<(), EngineError> {
    let tenant = &work.tenant;
    let value = record.map(StagedRecord::encode).transpose()?;
    due::keeping_wake(work.tx, tenant, tenant, |tx| {
        let key = key::staged(tenant.id, group);
        match value {
            Some(value) => tx.put(key, value),
            None => tx.delete(key),
        }
        Ok(())
    })
}

/// A step that was refused ends the whole change.
fn record_refusal(
    tx: &mut Overlay<'_>,
    call: &Call,
    group: Uuid,
    refusal: &Refusal,
) -> Result<(), EngineError> {
    let who = subject::by_id(tx, call.tenant, &group.to_string())?;
    work::record_refusal(tx, call, OperationName::GroupUpdate, Some(who), refusal)
}
