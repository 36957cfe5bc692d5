//! A member whom an admin describes by hand (D22).

use roster::{Act, Edit, Member, MemberId, person::is_address};

use super::changes::between;
use crate::{
    error::EngineError,
    operation::{
        Call, Managed, Operation, Refusal, RunError,
        membership::{self, holder},
        work::{self, Draft, Work},
    },
    overlay::Overlay,
    reader,
    record::activity::{OperationName, SourceKind, Subject},
};

/// Writes name and address of a member whom no directory manages. What a directory has written is
/// refused, with the token that wrote it.
#[derive(Debug, Clone)]
pub struct EditMember {
    /// Who, when.
    pub call: Call,
    /// Whom.
    pub member: MemberId,
    /// What is written.
    pub edit: Edit,
}

impl Operation for EditMember {
    type Output = Member;

    fn run(&self, tx: &mut Overlay<'_>) -> Result<Self::Output, RunError> {
        let mut work = Work::begin(tx, &self.call)?;
        let before = reader::member::record(work.tx, work.tenant_id(), self.member)?
            .ok_or_else(|| Refusal::UnknownMember(self.member.to_string()))?;
        let edit = tidy(&self.edit);
        if let Some(email) = &edit.email {
            ensure_good(&work, email, self.member)?;
        }
        let act = Act::Edit(edit);
        let decided = membership::decide(&mut work, Some(&before), &act, self.member, None);
        let decided = match decided {
            Err(RunError::Refused(Refusal::DirectoryManages(managed))) => {
                let managed = written(&work, &before.member, managed)?;
                return Err(Refusal::DirectoryManages(managed).into());
            }
            decided => decided?,
        };
        let before = before.member;
        let member = decided.member.unwrap_or_else(|| before.clone());
        let mut draft = Draft::new(OperationName::MemberUpdate, super::subject(&member));
        draft.because(decided.reason);
        draft.tell(Some(&member), &decided.events);
        if decided.events.is_empty() {
            work.find_unchanged(draft)?;
            return Ok(member);
        }
        draft.changes = between(Some(&before), &member);
        work.succeed(draft)?;
        Ok(member)
    }

    fn record_refusal(&self, refusal: &Refusal, tx: &mut Overlay<'_>) -> Result<(), EngineError> {
        let member = reader::member::by_id(tx, self.call.tenant, self.member)?;
        let who = member.as_ref().map(super::subject);
        let who = who.unwrap_or(Subject::Person {
            user: None,
            member: Some(self.member),
            name: None,
            email: None,
        });
        work::record_refusal(
            tx,
            &self.call,
            OperationName::MemberUpdate,
            Some(who),
            refusal,
        )
    }
}

/// Without blanks around.
fn tidy(edit: &Edit) -> Edit {
    let text = |text: &Option<String>| text.as_deref().map(|text| text.trim().to_owned());
    Edit {
        email: text(&edit.email),
        user_name: text(&edit.user_name),
        display_name: text(&edit.display_name),
    }
}

/// An address, and nobody else's (D12).
fn ensure_good(work: &Work<'_, '_>, email: &str, own: MemberId) -> Result<(), RunError> {
    if !is_address(email) {
        let words = format!("{email:?} is not an e-mail address");
        return Err(Refusal::Invalid(words).into());
    }
    match holder(work.tx, work.tenant_id(), email, Some(own))? {
        Some(holder) => {
            let words = format!("the address {email} belongs to {holder} already");
            Err(Refusal::Invalid(words).into())
        }
        None => Ok(()),
    }
}

/// With the token that has written each, where the log still tells.
fn written(
    work: &Work<'_, '_>,
    member: &Member,
    mut managed: Vec<Managed>,
) -> Result<Vec<Managed>, EngineError> {
    let traced = reader::provenance::of(work.tx, work.tenant_id(), member.id)?;
    let fields = traced.map(|traced| traced.fields).unwrap_or_default();
    for one in &mut managed {
        let origin = fields.iter().find(|field| field.name == one.field);
        let origin = origin.and_then(|field| field.origin.as_ref().ok());
        one.written = origin
            .filter(|origin| origin.source.kind == SourceKind::Token)
            .map(|origin| (origin.source.name.clone().unwrap_or_default(), origin.at));
    }
    Ok(managed)
}
