//! A removal that an admin does not wait for.

use roster::{Act, Member, MemberId};

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

/// Removes a member whose removal is pending or held.
#[derive(Debug, Clone)]
pub struct RemoveNow {
    /// Who, when.
    pub call: Call,
    /// Who is removed.
    pub member: MemberId,
}

impl Operation for RemoveNow {
    type Output = Member;

    fn run(&self, tx: &mut Overlay<'_>) -> Result<Self::Output, RunError> {
        let mut work = Work::begin(tx, &self.call)?;
        let before = reader::member::record(work.tx, work.tenant_id(), self.member)?
            .ok_or_else(|| Refusal::UnknownMember(self.member.to_string()))?;
        let decided =
            membership::decide(&mut work, Some(&before), &Act::RemoveNow, self.member, None)?;
        let member = decided.member.unwrap_or(before.member);
        let mut draft = Draft::new(OperationName::Remove, super::subject(&member));
        draft.because(decided.reason);
        draft.tell(Some(&member), &decided.events);
        if decided.events.is_empty() {
            work.find_unchanged(draft)?;
        } else {
            work.succeed(draft)?;
        }
        Ok(member)
    }

    fn record_refusal(&self, refusal: &Refusal, tx: &mut Overlay<'_>) -> Result<(), EngineError> {
        let member = reader::member::by_id(tx, self.call.tenant, self.member)?;
        let who = member.as_ref().map(super::subject);
        work::record_refusal(tx, &self.call, OperationName::Remove, who, refusal)
    }
}
