//! The groups that a sign-in brings (R59, D14).

use roster::{
    Assignment, Member, MemberId, MemberState, SsoClaims,
    mapping::{grants, settle},
};

use super::assign::give;
use crate::{
    error::EngineError,
    operation::{
        Call, Operation, Refusal, RunError, member,
        work::{self, Draft, Work},
    },
    overlay::Overlay,
    reader,
    record::activity::OperationName,
};

/// Gives a member what the groups of their sign-in give, or records them only.
#[derive(Debug, Clone)]
pub struct RecordClaims {
    /// Who, when.
    pub call: Call,
    /// Who has signed in.
    pub member: MemberId,
    /// Names or ids of groups, as the sign-in has them.
    pub claims: Vec<String>,
}

/// What has come of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claimed {
    /// False: the groups that the directory pushes win, or the member waits for removal.
    pub applied: bool,
    /// What the member has.
    pub has: Assignment,
}

const KEPT: &str = "recorded, not applied: the member waits for removal";
const RECORDED: &str = "recorded, not applied: the groups that the directory pushes win";

impl Operation for RecordClaims {
    type Output = Claimed;

    fn run(&self, tx: &mut Overlay<'_>) -> Result<Self::Output, RunError> {
        let mut work = Work::begin(tx, &self.call)?;
        let tenant = work.tenant_id();
        let person = reader::member::record(work.tx, tenant, self.member)?;
        let mut person = person
            .filter(|person| person.member.is_member())
            .ok_or_else(|| Refusal::UnknownMember(self.member.to_string()))?;
        let mut draft = Draft::new(OperationName::SignIn, member::subject(&person.member));
        let recorded = work.tenant.settings.sso_claims == SsoClaims::Recorded;
        let kept = if leaves(&person.member) {
            Some(KEPT)
        } else {
            Some(RECORDED).filter(|_| recorded && person.member.has_groups())
        };
        if let Some(why) = kept {
            draft.reason = Some(format!("{why} ({})", self.claims.join(", ")));
            work.find_unchanged(draft)?;
            return Ok(Claimed {
                applied: false,
                has: person.member.assignment,
            });
        }
        let rules = work.rules()?;
        let mut given = Vec::new();
        for claim in &self.claims {
            let groups = reader::mapping::claimed(work.tx, tenant, claim)?;
            given.extend(groups.iter().map(|group| rules.give(group)));
        }
        let wanted = rules.assignment(&given);
        let after = settle(&person.member, &wanted, grants(&work.tenant));
        draft.reason = Some(format!("groups of the sign-in: {}", self.claims.join(", ")));
        if give(&mut work, &mut person, after)? {
            work.succeed(draft)?;
        } else {
            work.find_unchanged(draft)?;
        }
        Ok(Claimed {
            applied: true,
            has: person.member.assignment,
        })
    }

    fn record_refusal(&self, refusal: &Refusal, tx: &mut Overlay<'_>) -> Result<(), EngineError> {
        work::record_refusal(tx, &self.call, OperationName::SignIn, None, refusal)
    }
}

/// Who waits for removal keeps what they had.
fn leaves(member: &Member) -> bool {
    matches!(
        member.state,
        MemberState::Pending { .. } | MemberState::Held { .. }
    )
}
