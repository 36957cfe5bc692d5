//! What an admin decides about a hold (D17).

use roster::Act;

use super::{begin, carry_on::Part};
use crate::{
    error::EngineError,
    key,
    operation::{
        Call, Operation, Refusal, RunError, member, membership,
        work::{self, Draft, Work},
    },
    overlay::Overlay,
    reader,
    record::{
        HoldDecision, HoldRecord, Task,
        activity::{OperationName, Subject},
        broken,
    },
};

/// Approves or discards a hold. Its members follow step by step.
#[derive(Debug, Clone)]
pub struct DecideHold {
    /// Who, when.
    pub call: Call,
    /// Which hold.
    pub hold: u64,
    /// What is decided.
    pub decision: HoldDecision,
}

impl Operation for DecideHold {
    type Output = HoldRecord;

    fn run(&self, tx: &mut Overlay<'_>) -> Result<Self::Output, RunError> {
        let mut work = Work::begin(tx, &self.call)?;
        let tenant = work.tenant_id();
        let mut record = reader::hold::by_number(work.tx, tenant, self.hold)?
            .ok_or(Refusal::UnknownHold(self.hold))?;
        if record
            .decided
            .is_some_and(|decided| decided != self.decision)
        {
            let words = format!("hold {} was decided otherwise already", self.hold);
            return Err(Refusal::Invalid(words).into());
        }
        if record.emptied.is_some() {
            let words = format!("hold {} is closed: nobody waits in it any more", self.hold);
            return Err(Refusal::Invalid(words).into());
        }
        let mut draft = Draft::new(operation_name(self.decision), subject(self.hold));
        draft.reason = Some(format!("{} members", record.members));
        if record.decided.is_some() {
            work.find_unchanged(draft)?;
            return Ok(record);
        }
        record.decided = Some(self.decision);
        work.tx.put(key::hold(tenant, self.hold), record.encode()?);
        if work.counters.open_hold == Some(self.hold) {
            work.counters.open_hold = None;
        }
        begin(
            &mut work,
            Task::Hold {
                hold: self.hold,
                decision: self.decision,
            },
        )?;
        work.succeed(draft)?;
        Ok(record)
    }

    fn record_refusal(&self, refusal: &Refusal, tx: &mut Overlay<'_>) -> Result<(), EngineError> {
        let who = Some(subject(self.hold));
        work::record_refusal(tx, &self.call, operation_name(self.decision), who, refusal)
    }
}

pub(super) fn step(
    work: &mut Work<'_, '_>,
    hold: u64,
    decision: HoldDecision,
    limit: usize,
) -> Result<Part, EngineError> {
    let tenant = work.tenant_id();
    let members = reader::hold::members(work.tx, tenant, hold, limit)?;
    let (act, name) = match decision {
        HoldDecision::Approved => (Act::Approve, OperationName::Remove),
        HoldDecision::Discarded => (Act::Restore, OperationName::Restore),
    };
    for id in &members {
        let before = reader::member::record(work.tx, tenant, *id)?
            .ok_or_else(|| broken("held member", "it does not exist"))?;
        let decided = match membership::decide(work, Some(&before), &act, *id, None) {
            Ok(decided) => decided,
            // Neither act gives a seat or passes a gate: who is held has both still.
            Err(RunError::Refused(_)) => continue,
            Err(RunError::Engine(error)) => return Err(error),
        };
        let after = decided.member.as_ref().unwrap_or(&before.member);
        let mut draft = Draft::new(name, member::subject(after));
        draft.because(decided.reason);
        draft.tell(Some(after), &decided.events);
        work.enter(draft)?;
    }
    Ok(Part {
        last: None,
        seen: members.len(),
        changed: members.len(),
        is_over: members.len() < limit,
    })
}

fn operation_name(decision: HoldDecision) -> OperationName {
    match decision {
        HoldDecision::Approved => OperationName::HoldApprove,
        HoldDecision::Discarded => OperationName::HoldDiscard,
    }
}

fn subject(hold: u64) -> Subject {
    Subject::Hold { number: hold }
}
