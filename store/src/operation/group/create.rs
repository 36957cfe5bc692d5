//! POST of a group (RFC 7644 §3.3).

use scim::{fold::fold, resource::Incoming};
use uuid::Uuid;

use super::{
    delta::{Delta, Prepared},
    mapped,
    members::Members,
    subject, unique,
};
use crate::{
    error::EngineError,
    key,
    operation::{
        Call, Operation, Refusal, RunError, Written, index,
        unique::declared_values,
        work::{self, Draft, Work},
    },
    overlay::Overlay,
    record::{
        GroupRecord, IndexRows,
        activity::{EntryNote, Event, OperationName, Outcome, Subject},
        group::index_rows,
    },
};

/// Stores a group and its members.
#[derive(Debug, Clone)]
pub struct CreateGroup {
    /// Who, when.
    pub call: Call,
    /// The new group's id.
    pub id: Uuid,
    /// The body.
    pub incoming: Incoming,
    /// Where the members are not named in the body, because they were taken out of it before.
    pub prepared: Option<Prepared>,
}

impl Operation for CreateGroup {
    type Output = Written;

    fn run(&self, tx: &mut Overlay<'_>) -> Result<Self::Output, RunError> {
        let mut work = Work::begin(tx, &self.call)?;
        let tenant = work.tenant_id();
        let resource = &self.incoming.resource;
        unique::display_name(&work, resource, None)?;
        declared_values(work.tx, tenant, work.catalog.group(), resource, None)?;

        let (delta, more) = self.members(&work)?;
        let notes: Vec<EntryNote> = self
            .incoming
            .notes
            .iter()
            .map(Into::into)
            .chain(more)
            .collect();

        let now = self.call.now;
        let folded = resource.text("displayName").map(fold).unwrap_or_default();
        let class = mapped::returning_class(&mut work, &folded)?;
        let record =
            GroupRecord::new(self.id, resource, delta.count(0), 1, now, now).with_class(class);
        work.tx.put(key::group(tenant, self.id), record.encode()?);
        index::write(
            work.tx,
            &IndexRows::new(),
            index_rows(tenant, self.id, work.catalog.group(), resource),
        );
        delta.write(&mut work, self.id)?;
        mapped::changed(&mut work, self.id, None, &record.head, &delta)?;
        work.counters.groups += 1;

        let operation = OperationName::GroupCreate;
        let who = subject::of(self.id, &record.head.display_name);
        let mut draft = Draft::new(operation, who.clone());
        draft.notes.clone_from(&notes);
        draft
            .events
            .push(Event::new(Event::GROUP_CREATED, [self.id]));
        delta.tell(0, &mut draft);
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
            member: None,
            reason: None,
        })
    }

    fn record_refusal(&self, refusal: &Refusal, tx: &mut Overlay<'_>) -> Result<(), EngineError> {
        // The id was never given out, so the entry goes without it.
        let who = Subject::Group {
            id: None,
            name: self
                .incoming
                .resource
                .text("displayName")
                .map(str::to_owned),
        };
        work::record_refusal(
            tx,
            &self.call,
            OperationName::GroupCreate,
            Some(who),
            refusal,
        )
    }
}

impl CreateGroup {
    fn members(&self, work: &Work<'_, '_>) -> Result<(Delta, Vec<EntryNote>), RunError> {
        let tenant = work.tenant_id();
        if let Some(prepared) = &self.prepared {
            let delta = prepared.resolve(work.tx, tenant, self.id)?;
            return Ok((delta, prepared.notes.clone()));
        }
        let mut members = Members::new(work.tx, tenant, self.id, work.terms());
        if let Some(named) = &self.incoming.members {
            members.replace(named)?;
        }
        let (difference, notes) = members.difference()?;
        Ok((Delta::Rows(difference), notes))
    }
}
