//! Many removals that an admin takes back at once (I2).

use roster::{Act, MemberId};

use super::restore::ensure_free;
use crate::{
    error::EngineError,
    operation::{
        Call, Operation, Refusal, RunError, membership,
        work::{self, Draft, Work},
    },
    overlay::Overlay,
    reader,
    record::activity::OperationName,
};

/// Makes members what they were before they left. One who cannot be restored has an entry that
/// says why, and the others are.
#[derive(Debug, Clone)]
pub struct Undo {
    /// Who, when.
    pub call: Call,
    /// So few that others need not wait for them.
    pub members: Vec<MemberId>,
}

/// What became of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Undone {
    /// Who is back.
    pub restored: Vec<MemberId>,
    /// Who is not, and why.
    pub refused: Vec<(MemberId, String)>,
}

impl Operation for Undo {
    type Output = Undone;

    fn run(&self, tx: &mut Overlay<'_>) -> Result<Self::Output, RunError> {
        let mut work = Work::begin(tx, &self.call)?;
        let mut undone = Undone::default();
        for id in &self.members {
            match restore(&mut work, *id) {
                Ok(true) => undone.restored.push(*id),
                Ok(false) => {}
                Err(RunError::Refused(refusal)) => {
                    let member = reader::member::by_id(work.tx, work.tenant_id(), *id)?;
                    let who = member.as_ref().map(super::subject);
                    let draft = Draft::refused(OperationName::Restore, who, &refusal);
                    work.enter_refused(draft)?;
                    undone.refused.push((*id, refusal.to_string()));
                }
                Err(error) => return Err(error),
            }
        }
        if !undone.restored.is_empty() || !undone.refused.is_empty() {
            work.finish()?;
        }
        Ok(undone)
    }

    fn record_refusal(&self, refusal: &Refusal, tx: &mut Overlay<'_>) -> Result<(), EngineError> {
        work::record_refusal(tx, &self.call, OperationName::Restore, None, refusal)
    }
}

/// False for somebody who has not left.
fn restore(work: &mut Work<'_, '_>, id: MemberId) -> Result<bool, RunError> {
    let before = reader::member::record(work.tx, work.tenant_id(), id)?
        .ok_or_else(|| Refusal::UnknownMember(id.to_string()))?;
    ensure_free(work, &before.member)?;
    let decided = membership::decide(work, Some(&before), &Act::Restore, id, None)?;
    if decided.events.is_empty() {
        return Ok(false);
    }
    let member = decided.member.unwrap_or(before.member);
    let mut draft = Draft::new(OperationName::Restore, super::subject(&member));
    draft.because(decided.reason);
    draft.tell(Some(&member), &decided.events);
    work.enter(draft)?;
    Ok(true)
}
