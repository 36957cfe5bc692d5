//! POST of a resource of a declared type (RFC 7644 §3.3).

use scim::{ResourceKind, resource::Incoming};
use uuid::Uuid;

use super::{schema, subject};
use crate::{
    error::EngineError,
    key,
    operation::{
        Call, Operation, Refusal, RunError, Written, index, unique,
        work::{self, Draft, Work},
    },
    overlay::Overlay,
    record::{
        IndexRows, ResourceRecord,
        activity::{Event, OperationName, Outcome},
        resource::{ResourceHead, index_rows},
    },
};

/// Stores a resource.
#[derive(Debug, Clone)]
pub struct CreateResource {
    /// Who, when.
    pub call: Call,
    /// Of which type.
    pub kind: ResourceKind,
    /// The new resource's id.
    pub id: Uuid,
    /// The body.
    pub incoming: Incoming,
}

impl Operation for CreateResource {
    type Output = Written;

    fn run(&self, tx: &mut Overlay<'_>) -> Result<Self::Output, RunError> {
        let mut work = Work::begin(tx, &self.call)?;
        let tenant = work.tenant_id();
        let schema = schema(&work, self.kind)?.clone();
        let resource = &self.incoming.resource;
        unique::declared_values(work.tx, tenant, &schema, resource, None)?;

        let now = self.call.now;
        let head = ResourceHead {
            version: 1,
            created: now,
        };
        let record = ResourceRecord::of_type(&schema.name, self.id, resource, head, now);
        work.tx
            .put(key::resource(tenant, self.kind, self.id), record.encode()?);
        index::write(
            work.tx,
            &IndexRows::new(),
            index_rows(tenant, self.id, &schema, resource),
        );
        work.counters.add(self.kind);

        let operation = OperationName::ResourceCreate;
        let id = self.id.to_string();
        let who = subject::of(&schema, Some(&id), Some(resource));
        let mut draft = Draft::new(operation, who.clone());
        draft.notes = self.incoming.notes.iter().map(Into::into).collect();
        let event = Event::new(Event::RESOURCE_CREATED, [self.id]);
        draft.events.push(event);
        let notes = draft.notes.clone();
        let sequence = work.succeed(draft)?;
        Ok(Written {
            id,
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
        let schema = self.call.catalog.get(self.kind);
        let who = schema.map(|schema| subject::of(schema, None, Some(&self.incoming.resource)));
        let operation = OperationName::ResourceCreate;
        work::record_refusal(tx, &self.call, operation, who, refusal)
    }
}
