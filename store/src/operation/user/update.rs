//! What PUT and PATCH of a user share: everything but how the new resource is made.

use roster::{Act, MemberEvent, MemberId, Person, Reason};
use scim::{Resource, ScimError, fold::fold, schema::ResourceSchema, version::Precondition};
use uuid::Uuid;

use super::{subject, unique};
use crate::{
    error::EngineError,
    key,
    operation::{
        Call, Refusal, RunError, Written, group, index,
        membership::{self, Decided},
        precondition,
        unique::declared_values,
        work::{self, Draft, Terms, Work},
    },
    overlay::Overlay,
    reader,
    record::{
        PersonRecord, UserRecord,
        activity::{self, EntryNote, OperationName, Outcome},
        broken, parse_id,
        person::Claims,
        user::index_rows,
    },
};

/// One change of one user.
pub(super) struct Update<'u> {
    pub(super) call: &'u Call,
    pub(super) id: &'u str,
    pub(super) precondition: Option<&'u Precondition>,
    pub(super) new_member: MemberId,
    pub(super) with_groups: bool,
}

impl Update<'_> {
    /// Makes the resource what `change` makes of it.
    pub(super) fn run(
        &self,
        tx: &mut Overlay<'_>,
        change: impl FnOnce(
            &Resource,
            &ResourceSchema,
            Terms,
        ) -> Result<(Resource, Vec<EntryNote>), ScimError>,
    ) -> Result<Written, RunError> {
        let mut work = Work::begin(tx, self.call)?;
        let tenant = work.tenant_id();
        let not_found = || ScimError::not_found("User", self.id);
        let id = parse_id(self.id).ok_or_else(not_found)?;
        let before = reader::user::record(work.tx, tenant, id)?.ok_or_else(not_found)?;
        precondition::check(self.precondition, before.head.version)?;
        let old = before.resource()?;
        let (new, notes) = change(&old, work.catalog.user(), work.terms())?;

        if new != old {
            declared_values(work.tx, tenant, work.catalog.user(), &new, Some(id))?;
        }

        let person = Person::of(self.id, &new);
        let decided = self.decide(&mut work, id, &before, &person, &new)?;
        let member = decided
            .member
            .as_ref()
            .map(|member| member.id)
            .or(before.head.member);
        let record = if new != old {
            write(&mut work, id, (&before, &old), &new, member)?
        } else if member != before.head.member {
            // The resource is as it was, so its version is too.
            let mut record = before;
            record.head.member = member;
            work.tx.put(key::user(tenant, id), record.encode()?);
            record
        } else {
            before
        };

        let groups = if self.with_groups {
            reader::membership::groups_of(work.tx, tenant, id)?
        } else {
            Vec::new()
        };
        let who = subject::of(&person, decided.member.as_ref());
        let operation = operation_name(&decided.events);
        let mut draft = Draft::new(operation, who.clone());
        draft.because(decided.reason);
        draft.notes.clone_from(&notes);
        draft.changes = activity::between(old.object(), new.object());
        draft.tell(decided.member.as_ref(), &decided.events);
        if new != old && decided.reason == Some(Reason::Protected) {
            // Somebody should hear of it, once.
            draft.tell(decided.member.as_ref(), &[MemberEvent::DeactivationHeld]);
        }
        let changed = new != old || !decided.events.is_empty();
        let (result, sequence) = if changed {
            (Outcome::Succeeded, Some(work.succeed(draft)?))
        } else {
            (Outcome::Unchanged, work.find_unchanged(draft)?)
        };
        Ok(Written {
            id: self.id.to_owned(),
            version: record.head.version,
            body: record.body,
            groups,
            operation,
            result,
            who,
            notes,
            sequence,
            member: decided.member,
            reason: decided.reason,
        })
    }

    pub(super) fn record_refusal(
        &self,
        refusal: &Refusal,
        tx: &mut Overlay<'_>,
    ) -> Result<(), EngineError> {
        let who = subject::by_id(tx, self.call.tenant, self.id)?;
        work::record_refusal(tx, self.call, OperationName::Update, Some(who), refusal)
    }

    fn decide(
        &self,
        work: &mut Work<'_, '_>,
        id: Uuid,
        before: &UserRecord,
        person: &Person,
        new: &Resource,
    ) -> Result<Decided, RunError> {
        let tenant = work.tenant_id();
        if fold(&before.head.user_name) != fold(&person.user_name) {
            unique::user_name(work.tx, tenant, &person.user_name, Some(id))?;
        }
        let member = member_of(work, before, person, new)?;
        let own = member.as_ref().map(|member| &member.member);
        let address = person.email.as_deref().filter(|address| {
            own.is_none_or(|own| own.user.is_none() || fold(&own.email) != fold(address))
        });
        unique::address(work.tx, tenant, address, own.map(|own| own.id))?;
        let act = Act::Update(person.clone());
        membership::decide(work, member.as_ref(), &act, self.new_member, None)
    }
}

/// The record's member. One that has none yet, for want of an address, may turn out to describe
/// somebody.
fn member_of(
    work: &Work<'_, '_>,
    before: &UserRecord,
    person: &Person,
    new: &Resource,
) -> Result<Option<PersonRecord>, EngineError> {
    let tenant = work.tenant_id();
    if let Some(member) = before.head.member {
        reader::member::record(work.tx, tenant, member)?
            .ok_or_else(|| broken("user", "its member does not exist"))
            .map(Some)
    } else {
        let claims = Claims::of(person, new.text("externalId"));
        membership::find_absent(work.tx, tenant, &claims)
    }
}

fn write(
    work: &mut Work<'_, '_>,
    id: Uuid,
    (before, old): (&UserRecord, &Resource),
    new: &Resource,
    member: Option<MemberId>,
) -> Result<UserRecord, EngineError> {
    let tenant = work.tenant_id();
    let (version, created) = (before.head.version + 1, before.head.created);
    let record = UserRecord::new(id, new, member, version, created, work.call.now);
    work.tx.put(key::user(tenant, id), record.encode()?);
    index::write(
        work.tx,
        &index_rows(tenant, id, work.catalog.user(), old),
        index_rows(tenant, id, work.catalog.user(), new),
    );
    if record.head.user_name != before.head.user_name {
        group::rename(work, id, &record.head.user_name)?;
    }
    Ok(record)
}

/// What a change turned out to be.
pub(in crate::operation) fn operation_name(events: &[MemberEvent]) -> OperationName {
    let by_rank = [
        (MemberEvent::Deactivated, OperationName::Deactivate),
        (MemberEvent::Linked, OperationName::Link),
        (MemberEvent::RemovalCancelled, OperationName::Restore),
        (MemberEvent::Restored, OperationName::Restore),
        (MemberEvent::Reactivated, OperationName::Reactivate),
        (MemberEvent::Created, OperationName::Create),
    ];
    by_rank
        .into_iter()
        .find(|(event, _)| events.contains(event))
        .map_or(OperationName::Update, |(_, name)| name)
}
