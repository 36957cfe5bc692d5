//! The first step of a large change.

use jiff::Timestamp;
use uuid::Uuid;

use super::{put, record_refusal};
use crate::{
    error::EngineError,
    operation::{Call, Operation, Refusal, RunError, work::Work},
    overlay::Overlay,
    reader::membership,
    record::group::{StagedRecord, StagedState},
};

/// Announces a large change of a group's members, which may be yet to be created. Refused with
/// [`Refusal::Busy`] while another one is under way or not swept.
#[derive(Debug, Clone)]
pub struct BeginMembers {
    /// Who, when.
    pub call: Call,
    /// The group.
    pub group: Uuid,
    /// A new id.
    pub change: Uuid,
    /// When it is taken for left behind if it is not over.
    pub until: Timestamp,
}

impl Operation for BeginMembers {
    type Output = ();

    fn run(&self, tx: &mut Overlay<'_>) -> Result<(), RunError> {
        let mut work = Work::begin(tx, &self.call)?;
        if membership::staged(work.tx, work.tenant_id(), self.group)?.is_some() {
            return Err(Refusal::Busy.into());
        }
        let record = StagedRecord {
            change: self.change,
            state: StagedState::Pending,
            added: 0,
            removed: 0,
            at: self.until,
        };
        Ok(put(&mut work, self.group, Some(&record))?)
    }

    fn record_refusal(&self, refusal: &Refusal, tx: &mut Overlay<'_>) -> Result<(), EngineError> {
        record_refusal(tx, &self.call, self.group, refusal)
    }
}
