//! The end of a connection to a directory (D20): its records go, and the members stay with the app.

use roster::{Act, MemberId};

use crate::{
    error::EngineError,
    operation::{
        Call, Operation, Refusal, RunError, member, membership, user,
        work::{self, Draft, Work},
    },
    overlay::Overlay,
    reader,
    record::{activity::OperationName, broken},
};

/// One step: so few that others need not wait for them. Begin with no `after`, and go on with the
/// one of the step before. Groups are deleted by themselves.
#[derive(Debug, Clone)]
pub struct Disconnect {
    /// Who, when.
    pub call: Call,
    /// The last member who was looked at, once all records are gone.
    pub after: Option<MemberId>,
    /// The most records, or members, to look at.
    pub limit: usize,
}

/// How far it has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Disconnected {
    /// There are more records.
    Records,
    /// All records are gone; go on behind this member.
    Members(MemberId),
    /// Nothing is left.
    Done,
}

impl Operation for Disconnect {
    type Output = Disconnected;

    fn run(&self, tx: &mut Overlay<'_>) -> Result<Self::Output, RunError> {
        let mut work = Work::begin(tx, &self.call)?;
        let users = reader::user::ids_behind(work.tx, work.tenant_id(), None, self.limit)?;
        for id in &users {
            let record = reader::user::record(work.tx, work.tenant_id(), *id)?
                .ok_or_else(|| broken("user", "it was there just now"))?;
            let (_, mut draft) = user::take_away(&mut work, *id, &record, &Act::Disconnect)?;
            draft.operation = OperationName::Disconnect;
            work.enter(draft)?;
        }
        if !users.is_empty() {
            work.finish()?;
            return Ok(Disconnected::Records);
        }
        let people = reader::member::records(work.tx, work.tenant_id(), self.after, self.limit)?;
        for person in &people {
            let id = person.member.id;
            let act = Act::Disconnect;
            let decided = membership::decide(&mut work, Some(person), &act, id, None)?;
            if decided.events.is_empty() {
                continue;
            }
            let member = decided.member.as_ref().unwrap_or(&person.member);
            let mut draft = Draft::new(OperationName::Disconnect, member::subject(member));
            draft.tell(Some(member), &decided.events);
            work.enter(draft)?;
        }
        work.finish()?;
        Ok(match people.last() {
            Some(last) if people.len() == self.limit => Disconnected::Members(last.member.id),
            _ => Disconnected::Done,
        })
    }

    fn record_refusal(&self, refusal: &Refusal, tx: &mut Overlay<'_>) -> Result<(), EngineError> {
        work::record_refusal(tx, &self.call, OperationName::Disconnect, None, refusal)
    }
}
