//! What PUT and PATCH of a group share: everything but how the new resource and members are made.

use scim::{Resource, ScimError, fold::fold, schema::ResourceSchema, version::Precondition};
use uuid::Uuid;

use super::{
    delta::{Delta, Prepared},
    link, mapped,
    members::Members,
    subject, unique,
};
use crate::{
    error::EngineError,
    key,
    operation::{
        Call, Refusal, RunError, Written, index, precondition,
        unique::declared_values,
        work::{self, Draft, Terms, Work},
    },
    overlay::Overlay,
    reader,
    record::{
        GroupRecord,
        activity::{self, EntryNote, Event, OperationName, Outcome},
        group::index_rows,
        parse_id,
    },
};

/// One change of one group.
pub(super) struct Update<'u> {
    pub(super) call: &'u Call,
    pub(super) id: &'u str,
    pub(super) precondition: Option<&'u Precondition>,
    pub(super) prepared: Option<&'u Prepared>,
}

impl Update<'_> {
    /// Makes the resource what `change` makes of it, which also says who is to be a member.
    pub(super) fn run(
        &self,
        tx: &mut Overlay<'_>,
        change: impl FnOnce(
            &Resource,
            &mut Members<'_>,
            &ResourceSchema,
            Terms,
        ) -> Result<(Resource, Vec<EntryNote>), RunError>,
    ) -> Result<Written, RunError> {
        let mut work = Work::begin(tx, self.call)?;
        let tenant = work.tenant_id();
        let not_found = || ScimError::not_found("Group", self.id);
        let id = parse_id(self.id).ok_or_else(not_found)?;
        let before = reader::group::record(work.tx, tenant, id)?.ok_or_else(not_found)?;
        precondition::check(self.precondition, before.head.version)?;
        let old = before.resource()?;

        let terms = work.terms();
        let mut members = Members::new(work.tx, tenant, id, terms);
        let schema = work.catalog.group();
        let (new, mut notes) = change(&old, &mut members, schema, terms)?;
        let delta = if let Some(prepared) = self.prepared {
            notes.extend(prepared.notes.iter().cloned());
            prepared.resolve(work.tx, tenant, id)?
        } else {
            let (difference, more) = members.difference()?;
            notes.extend(more);
            Delta::Rows(difference)
        };
        if new != old {
            declared_values(work.tx, tenant, work.catalog.group(), &new, Some(id))?;
        }
        if name_of(&old) != name_of(&new) {
            unique::display_name(&work, &new, Some(id))?;
        }

        let members_before = before.head.members;
        let changed = new != old || !delta.is_empty();
        let record = if changed {
            write(&mut work, id, (&before, &old), &new, &delta)?
        } else {
            before
        };
        let operation = if new == old {
            OperationName::GroupMembers
        } else {
            OperationName::GroupUpdate
        };
        let who = subject::of(id, &record.head.display_name);
        let mut draft = Draft::new(operation, who.clone());
        draft.notes.clone_from(&notes);
        draft.changes = activity::between(old.object(), new.object());
        if new != old {
            draft.events.push(Event::new(Event::GROUP_UPDATED, [id]));
        }
        delta.tell(members_before, &mut draft);
        let (result, sequence) = if changed {
            (Outcome::Succeeded, Some(work.succeed(draft)?))
        } else {
            (Outcome::Unchanged, work.find_unchanged(draft)?)
        };
        Ok(Written {
            id: self.id.to_owned(),
            version: record.head.version,
            body: record.body,
            groups: Vec::new(),
            operation,
            result,
            who,
            notes,
            sequence,
            member: None,
            reason: None,
        })
    }

    pub(super) fn record_refusal(
        &self,
        refusal: &Refusal,
        tx: &mut Overlay<'_>,
    ) -> Result<(), EngineError> {
        let who = subject::by_id(tx, self.call.tenant, self.id)?;
        work::record_refusal(
            tx,
            self.call,
            OperationName::GroupUpdate,
            Some(who),
            refusal,
        )
    }
}

fn write(
    work: &mut Work<'_, '_>,
    id: Uuid,
    (before, old): (&GroupRecord, &Resource),
    new: &Resource,
    delta: &Delta,
) -> Result<GroupRecord, EngineError> {
    let tenant = work.tenant_id();
    let head = &before.head;
    let members = delta.count(head.members);
    let record = GroupRecord::new(
        id,
        new,
        members,
        head.version + 1,
        head.created,
        work.call.now,
    )
    .with_class(head.class);
    work.tx.put(key::group(tenant, id), record.encode()?);
    index::write(
        work.tx,
        &index_rows(tenant, id, work.catalog.group(), old),
        index_rows(tenant, id, work.catalog.group(), new),
    );
    delta.write(work, id)?;
    mapped::changed(work, id, Some(head), &record.head, delta)?;
    if record.head.display_name != before.head.display_name {
        link::rename(work, id, &record.head.display_name)?;
    }
    Ok(record)
}

fn name_of(resource: &Resource) -> Option<String> {
    resource.text("displayName").map(fold)
}
