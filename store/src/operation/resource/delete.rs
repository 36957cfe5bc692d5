//! DELETE of a resource of a declared type (RFC 7644 §3.6).

use scim::{ResourceKind, ScimError, version::Precondition};

use super::{schema, subject};
use crate::{
    error::EngineError,
    key,
    operation::{
        Call, Deleted, Operation, Refusal, RunError, index, precondition,
        work::{self, Draft, Work},
    },
    overlay::Overlay,
    reader,
    record::{
        IndexRows,
        activity::{Event, OperationName},
        parse_id,
        resource::index_rows,
    },
};

/// Removes a resource.
#[derive(Debug, Clone)]
pub struct DeleteResource {
    /// Who, when.
    pub call: Call,
    /// Of which type.
    pub kind: ResourceKind,
    /// The id of the URL, whatever it looks like.
    pub id: String,
    /// `If-Match`.
    pub precondition: Option<Precondition>,
}

impl Operation for DeleteResource {
    type Output = Deleted;

    fn run(&self, tx: &mut Overlay<'_>) -> Result<Self::Output, RunError> {
        let mut work = Work::begin(tx, &self.call)?;
        let tenant = work.tenant_id();
        let schema = schema(&work, self.kind)?.clone();
        let not_found = || ScimError::not_found(&schema.name, &self.id);
        let id = parse_id(&self.id).ok_or_else(not_found)?;
        let record =
            reader::resource::record(work.tx, tenant, self.kind, id)?.ok_or_else(not_found)?;
        precondition::check(self.precondition.as_ref(), record.head.version)?;
        let resource = record.resource()?;

        work.tx.delete(key::resource(tenant, self.kind, id));
        let rows = index_rows(tenant, id, &schema, &resource);
        index::write(work.tx, &rows, IndexRows::new());
        work.counters.subtract(self.kind);

        let who = subject::of(&schema, Some(&self.id), Some(&resource));
        let mut draft = Draft::new(OperationName::ResourceDelete, who.clone());
        draft.events.push(Event::new(Event::RESOURCE_DELETED, [id]));
        let sequence = work.succeed(draft)?;
        Ok(Deleted {
            who,
            sequence,
            member: None,
            due: None,
        })
    }

    fn record_refusal(&self, refusal: &Refusal, tx: &mut Overlay<'_>) -> Result<(), EngineError> {
        let schema = self.call.catalog.get(self.kind);
        let who = schema.map(|schema| subject::of(schema, Some(&self.id), None));
        let operation = OperationName::ResourceDelete;
        work::record_refusal(tx, &self.call, operation, who, refusal)
    }
}
