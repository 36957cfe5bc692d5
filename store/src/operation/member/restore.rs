//! A removal that an admin takes back.

use roster::{Act, Member, MemberId};

use crate::{
    error::EngineError,
    operation::{
        Call, Operation, Refusal, RunError,
        membership::{self, holder},
        work::{self, Draft, Work},
    },
    overlay::Overlay,
    reader,
    record::activity::OperationName,
};

/// Makes a member who waits for removal, or was removed, what they were before.
#[derive(Debug, Clone)]
pub struct RestoreMember {
    /// Who, when.
    pub call: Call,
    /// Who is restored.
    pub member: MemberId,
}

impl Operation for RestoreMember {
    type Output = Member;

    fn run(&self, tx: &mut Overlay<'_>) -> Result<Self::Output, RunError> {
        let mut work = Work::begin(tx, &self.call)?;
        let tenant = work.tenant_id();
        let before = reader::member::record(work.tx, tenant, self.member)?
            .ok_or_else(|| Refusal::UnknownMember(self.member.to_string()))?;
        ensure_free(&work, &before.member)?;
        let decided =
            membership::decide(&mut work, Some(&before), &Act::Restore, self.member, None)?;
        let member = decided.member.unwrap_or(before.member);
        let mut draft = Draft::new(OperationName::Restore, super::subject(&member));
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
        work::record_refusal(tx, &self.call, OperationName::Restore, who, refusal)
    }
}

/// Nobody gets an address back that has gone to another.
pub(super) fn ensure_free(work: &Work<'_, '_>, member: &Member) -> Result<(), RunError> {
    let email = &member.email;
    match holder(work.tx, work.tenant_id(), email, Some(member.id))? {
        Some(holder) => {
            let words = format!("the address {email} belongs to {holder} now");
            Err(Refusal::Invalid(words).into())
        }
        None => Ok(()),
    }
}
