//! The end of grace periods.

use jiff::Timestamp;
use roster::{Act, MemberId};

use crate::{
    error::EngineError,
    operation::{
        Call, Operation, Refusal, RunError, membership,
        work::{self, Draft, Work},
    },
    overlay::Overlay,
    reader,
    record::{activity::OperationName, broken},
};

/// Removes those whose time has come, in chunks, so that a mass removal holds no other write up.
#[derive(Debug, Clone)]
pub struct RemovalDue {
    /// When; the source is the timer.
    pub call: Call,
    /// The most members to look at in this run.
    pub limit: usize,
}

/// What a chunk did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removals {
    /// Who was removed.
    pub removed: Vec<MemberId>,
    /// When the next removal is due, which may be now; none when nobody waits.
    pub next: Option<Timestamp>,
}

impl Operation for RemovalDue {
    type Output = Removals;

    fn run(&self, tx: &mut Overlay<'_>) -> Result<Self::Output, RunError> {
        let mut work = Work::begin(tx, &self.call)?;
        let tenant = work.tenant_id();
        let due = reader::due::until(work.tx, &work.tenant, self.call.now, self.limit)?;
        let mut removed = Vec::new();
        for id in &due {
            let before = reader::member::record(work.tx, tenant, *id)?
                .ok_or_else(|| broken("due row", "its member does not exist"))?;
            let decided =
                membership::decide(&mut work, Some(&before), &Act::RemovalDue, *id, None)?;
            let member = decided.member.unwrap_or(before.member);
            if !member.is_member() {
                removed.push(*id);
            }
            let mut draft = Draft::new(OperationName::RemoveDue, super::subject(&member));
            draft.because(decided.reason);
            draft.tell(Some(&member), &decided.events);
            work.enter(draft)?;
        }
        let next = reader::due::next_removal(work.tx, &work.tenant)?;
        if !due.is_empty() {
            work.finish()?;
        }
        Ok(Removals { removed, next })
    }

    fn record_refusal(&self, refusal: &Refusal, tx: &mut Overlay<'_>) -> Result<(), EngineError> {
        work::record_refusal(tx, &self.call, OperationName::RemoveDue, None, refusal)
    }
}
