//! DELETE of a user (RFC 7644 §3.6).

use roster::{Act, MemberId, Person};
use scim::{ScimError, version::Precondition};
use uuid::Uuid;

use super::subject;
use crate::{
    error::EngineError,
    key,
    operation::{
        Call, Deleted, Operation, Refusal, RunError, group, index,
        membership::{self, Decided},
        precondition,
        work::{self, Draft, Work},
    },
    overlay::Overlay,
    reader,
    record::{
        IndexRows, UserRecord,
        activity::{Event, OperationName, Subject},
        broken, parse_id,
        user::index_rows,
    },
};

/// Removes the directory record at once, and the person from its groups; the member follows when
/// the grace period says so.
#[derive(Debug, Clone)]
pub struct DeleteUser {
    /// Who, when.
    pub call: Call,
    /// The id of the URL, whatever it looks like.
    pub id: String,
    /// `If-Match`.
    pub precondition: Option<Precondition>,
}

impl Operation for DeleteUser {
    type Output = Deleted;

    fn run(&self, tx: &mut Overlay<'_>) -> Result<Self::Output, RunError> {
        let mut work = Work::begin(tx, &self.call)?;
        let tenant = work.tenant_id();
        let not_found = || ScimError::not_found("User", &self.id);
        let id = parse_id(&self.id).ok_or_else(not_found)?;
        let record = reader::user::record(work.tx, tenant, id)?.ok_or_else(not_found)?;
        precondition::check(self.precondition.as_ref(), record.head.version)?;
        let policy = work.policy();
        let (decided, draft) = take_away(&mut work, id, &record, &Act::Delete)?;
        let who = draft.who.clone().unwrap_or_else(|| Subject::user(&self.id));
        let sequence = work.succeed(draft)?;
        let waits_since = decided
            .member
            .as_ref()
            .and_then(roster::Member::waits_since);
        Ok(Deleted {
            who,
            sequence,
            due: waits_since.and_then(|since| policy.grace.due(since)),
            member: decided.member,
        })
    }

    fn record_refusal(&self, refusal: &Refusal, tx: &mut Overlay<'_>) -> Result<(), EngineError> {
        let who = subject::by_id(tx, self.call.tenant, &self.id)?;
        work::record_refusal(tx, &self.call, OperationName::Remove, Some(who), refusal)
    }
}

/// Takes a record, its index rows and its memberships of groups away, and decides what `act` makes
/// of the member. The draft of the entry is left to the caller.
pub(in crate::operation) fn take_away(
    work: &mut Work<'_, '_>,
    id: Uuid,
    record: &UserRecord,
    act: &Act,
) -> Result<(Decided, Draft), RunError> {
    let tenant = work.tenant_id();
    let resource = record.resource()?;
    work.tx.delete(key::user(tenant, id));
    index::write(
        work.tx,
        &index_rows(tenant, id, work.catalog.user(), &resource),
        IndexRows::new(),
    );
    work.counters.users -= 1;
    let groups = group::leave_all(work, id)?;

    let before = match record.head.member {
        Some(member) => Some(
            reader::member::record(work.tx, tenant, member)?
                .ok_or_else(|| broken("user", "its member does not exist"))?,
        ),
        None => None,
    };
    // Nothing that ends a record makes a member, so the id for one is never used.
    let no_member = MemberId(Uuid::nil());
    let external_id = resource.text("externalId");
    let decided = membership::decide(work, before.as_ref(), act, no_member, external_id)?;

    let person = Person::of(&id.to_string(), &resource);
    let who = subject::of(&person, decided.member.as_ref());
    let mut draft = Draft::new(OperationName::Remove, who);
    draft.because(decided.reason);
    draft.tell(decided.member.as_ref(), &decided.events);
    if !groups.is_empty() {
        draft
            .events
            .push(Event::new(Event::GROUP_MEMBER_REMOVED, groups));
    }
    Ok((decided, draft))
}
