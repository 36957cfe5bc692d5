//! A member whom nothing that the directory does may lock out (D10).

use roster::{Act, Member, MemberId};

use crate::{
    error::EngineError,
    operation::{
        Call, Operation, Refusal, RunError, job, membership,
        work::{self, Draft, Work},
    },
    overlay::Overlay,
    reader,
    record::{Task, activity::OperationName},
};

/// Protects a member, or no longer. What the directory wanted meanwhile is then acted upon.
#[derive(Debug, Clone)]
pub struct ProtectMember {
    /// Who, when.
    pub call: Call,
    /// Whom.
    pub member: MemberId,
    /// Whether to.
    pub protected: bool,
}

impl Operation for ProtectMember {
    type Output = Member;

    fn run(&self, tx: &mut Overlay<'_>) -> Result<Self::Output, RunError> {
        let mut work = Work::begin(tx, &self.call)?;
        let before = reader::member::record(work.tx, work.tenant_id(), self.member)?
            .ok_or_else(|| Refusal::UnknownMember(self.member.to_string()))?;
        let act = Act::Protect(self.protected);
        let decided = membership::decide(&mut work, Some(&before), &act, self.member, None)?;
        let member = decided.member.unwrap_or(before.member);
        let mut draft = Draft::new(OperationName::MemberProtect, super::subject(&member));
        draft.tell(Some(&member), &decided.events);
        if decided.events.is_empty() {
            work.find_unchanged(draft)?;
            return Ok(member);
        }
        if !self.protected {
            job::begin(&mut work, Task::Records)?;
        }
        work.succeed(draft)?;
        Ok(member)
    }

    fn record_refusal(&self, refusal: &Refusal, tx: &mut Overlay<'_>) -> Result<(), EngineError> {
        let member = reader::member::by_id(tx, self.call.tenant, self.member)?;
        let who = member.as_ref().map(super::subject);
        work::record_refusal(tx, &self.call, OperationName::MemberProtect, who, refusal)
    }
}
