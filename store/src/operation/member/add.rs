//! A member whom the app states.

use roster::{Act, Member, MemberId, person::is_address};
use scim::fold::fold;

use crate::{
    error::EngineError,
    operation::{
        Call, Operation, Refusal, RunError,
        membership::{self, holder},
        work::{self, Draft, Work},
    },
    overlay::Overlay,
    record::{
        activity::{OperationName, Subject},
        broken,
        person::Claims,
    },
};

/// Adds a member whom no directory manages. A directory record with the same address links them
/// later (D9).
#[derive(Debug, Clone)]
pub struct AddMember {
    /// Who, when.
    pub call: Call,
    /// The id of the member, should there be a new one.
    pub new_member: MemberId,
    /// The address that identifies the person.
    pub email: String,
    /// As the app knows the person.
    pub user_name: String,
    /// For people to read.
    pub display_name: Option<String>,
}

impl Operation for AddMember {
    type Output = Member;

    fn run(&self, tx: &mut Overlay<'_>) -> Result<Self::Output, RunError> {
        let mut work = Work::begin(tx, &self.call)?;
        let tenant = work.tenant_id();
        let email = self.email.trim();
        if !is_address(email) {
            let words = format!("{email:?} is not an e-mail address");
            return Err(Refusal::Invalid(words).into());
        }
        let user_name = match self.user_name.trim() {
            "" => email,
            user_name => user_name,
        };
        if let Some(holder) = holder(work.tx, tenant, email, None)? {
            let words = format!("the address {email} belongs to {holder} already");
            return Err(Refusal::Invalid(words).into());
        }
        let claims = Claims {
            email: Some(fold(email)),
            ..Claims::default()
        };
        let before = membership::find_absent(work.tx, tenant, &claims)?;
        let act = Act::Join {
            user_name: user_name.to_owned(),
            display_name: self.display_name.clone(),
            email: email.to_owned(),
        };
        let decided = membership::decide(&mut work, before.as_ref(), &act, self.new_member, None)?;
        let member = decided
            .member
            .ok_or_else(|| broken("person", "who joins must be a member"))?;
        let mut draft = Draft::new(OperationName::MemberAdd, super::subject(&member));
        draft.because(decided.reason);
        draft.tell(Some(&member), &decided.events);
        work.succeed(draft)?;
        Ok(member)
    }

    fn record_refusal(&self, refusal: &Refusal, tx: &mut Overlay<'_>) -> Result<(), EngineError> {
        let who = Subject::Person {
            user: None,
            member: None,
            name: self.display_name.clone(),
            email: Some(self.email.clone()),
        };
        work::record_refusal(tx, &self.call, OperationName::MemberAdd, Some(who), refusal)
    }
}
