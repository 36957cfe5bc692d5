//! POST of a user (RFC 7644 §3.3).

use roster::{Act, MemberEvent, MemberId, Person};
use scim::resource::Incoming;
use uuid::Uuid;

use super::{subject, unique};
use crate::{
    error::EngineError,
    key,
    operation::{
        Call, Operation, Refusal, RunError, Written, index, membership,
        unique::declared_values,
        work::{self, Draft, Work},
    },
    overlay::Overlay,
    record::{
        IndexRows, UserRecord,
        activity::{OperationName, Outcome, Subject},
        person::Claims,
        user::index_rows,
    },
};

/// Stores a directory record and decides what becomes of the person.
#[derive(Debug, Clone)]
pub struct CreateUser {
    /// Who, when.
    pub call: Call,
    /// The new record's id.
    pub id: Uuid,
    /// The id of the member, should there be a new one.
    pub new_member: MemberId,
    /// The body.
    pub incoming: Incoming,
}

impl Operation for CreateUser {
    type Output = Written;

    fn run(&self, tx: &mut Overlay<'_>) -> Result<Self::Output, RunError> {
        let mut work = Work::begin(tx, &self.call)?;
        let tenant = work.tenant_id();
        let resource = &self.incoming.resource;
        let person = self.person();

        unique::user_name(work.tx, tenant, &person.user_name, None)?;
        declared_values(work.tx, tenant, work.catalog.user(), resource, None)?;
        let claims = Claims::of(&person, resource.text("externalId"));
        let before = membership::find_absent(work.tx, tenant, &claims)?;
        let own = before.as_ref().map(|person| person.member.id);
        unique::address(work.tx, tenant, person.email.as_deref(), own)?;

        let act = Act::Provision(person.clone());
        let decided = membership::decide(&mut work, before.as_ref(), &act, self.new_member, None)?;

        let now = self.call.now;
        let member = decided.member.as_ref().map(|member| member.id);
        let record = UserRecord::new(self.id, resource, member, 1, now, now);
        work.tx.put(key::user(tenant, self.id), record.encode()?);
        index::write(
            work.tx,
            &IndexRows::new(),
            index_rows(tenant, self.id, work.catalog.user(), resource),
        );
        work.counters.users += 1;

        let who = subject::of(&person, decided.member.as_ref());
        let operation = operation_name(&decided.events);
        let mut draft = Draft::new(operation, who.clone());
        draft.because(decided.reason);
        draft.notes = self.incoming.notes.iter().map(Into::into).collect();
        draft.tell(decided.member.as_ref(), &decided.events);
        let notes = draft.notes.clone();
        let sequence = work.succeed(draft)?;
        Ok(Written {
            id: self.id.to_string(),
            version: record.head.version,
            body: record.body,
            groups: Vec::new(),
            operation,
            result: Outcome::Succeeded,
            who,
            notes,
            sequence: Some(sequence),
            member: decided.member,
            reason: decided.reason,
        })
    }

    fn record_refusal(&self, refusal: &Refusal, tx: &mut Overlay<'_>) -> Result<(), EngineError> {
        // The id was never given out, so the entry goes without it.
        let who = match subject::of(&self.person(), None) {
            Subject::Person { name, email, .. } => Subject::Person {
                user: None,
                member: None,
                name,
                email,
            },
            other => other,
        };
        work::record_refusal(tx, &self.call, OperationName::Create, Some(who), refusal)
    }
}

impl CreateUser {
    fn person(&self) -> Person {
        Person::of(&self.id.to_string(), &self.incoming.resource)
    }
}

fn operation_name(events: &[MemberEvent]) -> OperationName {
    match events.first() {
        Some(MemberEvent::Linked) => OperationName::Link,
        Some(MemberEvent::RemovalCancelled | MemberEvent::Restored) => OperationName::Restore,
        _ => OperationName::Create,
    }
}
