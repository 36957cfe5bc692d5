//! The end of a large change that is not to be.

use uuid::Uuid;

use super::put;
use crate::{
    error::EngineError,
    operation::{Call, Operation, Refusal, RunError, work::Work},
    overlay::Overlay,
    reader::membership,
    record::group::StagedState,
};

/// From here on nothing of the change counts, and no more of it comes in. Nothing happens to a
/// change that is over, or to another one. For who knows that nobody is at work on it.
#[derive(Debug, Clone)]
pub struct DropMembers {
    /// When; the source is the timer, because this has to be done whoever asks.
    pub call: Call,
    /// The group.
    pub group: Uuid,
    /// The change.
    pub change: Uuid,
}

impl Operation for DropMembers {
    type Output = ();

    fn run(&self, tx: &mut Overlay<'_>) -> Result<(), RunError> {
        let mut work = Work::begin(tx, &self.call)?;
        let tenant = work.tenant_id();
        let staged = membership::staged(work.tx, tenant, self.group)?;
        let Some(mut record) = staged
            .filter(|record| record.change == self.change && record.state == StagedState::Pending)
        else {
            return Ok(());
        };
        record.state = StagedState::Dropped;
        record.at = self.call.now;
        Ok(put(&mut work, self.group, Some(&record))?)
    }

    fn record_refusal(&self, _: &Refusal, _: &mut Overlay<'_>) -> Result<(), EngineError> {
        Ok(())
    }
}
