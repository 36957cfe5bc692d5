//! What PUT and PATCH of a resource of a declared type share.

use scim::{Resource, ResourceKind, ScimError, schema::ResourceSchema, version::Precondition};

use super::{schema, subject};
use crate::{
    error::EngineError,
    key,
    operation::{
        Call, Refusal, RunError, Written, index, precondition, unique,
        work::{self, Draft, Terms, Work},
    },
    overlay::Overlay,
    reader,
    record::{
        ResourceRecord,
        activity::{self, EntryNote, Event, OperationName, Outcome},
        parse_id,
        resource::{ResourceHead, index_rows},
    },
};

/// One change of one resource.
pub(super) struct Update<'u> {
    pub(super) call: &'u Call,
    pub(super) kind: ResourceKind,
    pub(super) id: &'u str,
    pub(super) precondition: Option<&'u Precondition>,
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
        let work = Work::begin(tx, self.call)?;
        let tenant = work.tenant_id();
        let schema = schema(&work, self.kind)?.clone();
        let not_found = || ScimError::not_found(&schema.name, self.id);
        let id = parse_id(self.id).ok_or_else(not_found)?;
        let before =
            reader::resource::record(work.tx, tenant, self.kind, id)?.ok_or_else(not_found)?;
        precondition::check(self.precondition, before.head.version)?;
        let old = before.resource()?;
        let (new, notes) = change(&old, &schema, work.terms())?;

        let changed = new != old;
        let record = if changed {
            unique::declared_values(work.tx, tenant, &schema, &new, Some(id))?;
            let head = ResourceHead {
                version: before.head.version + 1,
                created: before.head.created,
            };
            let record = ResourceRecord::of_type(&schema.name, id, &new, head, self.call.now);
            work.tx
                .put(key::resource(tenant, self.kind, id), record.encode()?);
            index::write(
                work.tx,
                &index_rows(tenant, id, &schema, &old),
                index_rows(tenant, id, &schema, &new),
            );
            record
        } else {
            before
        };

        let operation = OperationName::ResourceUpdate;
        let who = subject::of(&schema, Some(self.id), Some(&new));
        let mut draft = Draft::new(operation, who.clone());
        draft.notes.clone_from(&notes);
        draft.changes = activity::between(old.object(), new.object());
        let (result, sequence) = if changed {
            draft.events.push(Event::new(Event::RESOURCE_UPDATED, [id]));
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
        let schema = self.call.catalog.get(self.kind);
        let who = schema.map(|schema| subject::of(schema, Some(self.id), None));
        let operation = OperationName::ResourceUpdate;
        work::record_refusal(tx, self.call, operation, who, refusal)
    }
}
