//! DELETE of a group (RFC 7644 §3.6).

use scim::{ScimError, version::Precondition};

use super::{link, subject};
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
        group::index_rows,
        parse_id,
    },
};

/// Removes a group, all that its members had by it, and itself from the groups that it was in.
#[derive(Debug, Clone)]
pub struct DeleteGroup {
    /// Who, when.
    pub call: Call,
    /// The id of the URL, whatever it looks like.
    pub id: String,
    /// `If-Match`.
    pub precondition: Option<Precondition>,
}

impl Operation for DeleteGroup {
    type Output = Deleted;

    fn run(&self, tx: &mut Overlay<'_>) -> Result<Self::Output, RunError> {
        let mut work = Work::begin(tx, &self.call)?;
        let tenant = work.tenant_id();
        let not_found = || ScimError::not_found("Group", &self.id);
        let id = parse_id(&self.id).ok_or_else(not_found)?;
        let record = reader::group::record(work.tx, tenant, id)?.ok_or_else(not_found)?;
        precondition::check(self.precondition.as_ref(), record.head.version)?;

        let members = reader::membership::members(work.tx, tenant, id, None, usize::MAX)?;
        for member in &members {
            link::leave(&mut work, id, member);
        }
        let parents = link::leave_all(&mut work, id)?;
        work.tx.delete(key::group(tenant, id));
        let resource = record.resource()?;
        index::write(
            work.tx,
            &index_rows(tenant, id, work.catalog.group(), &resource),
            IndexRows::new(),
        );
        work.counters.groups -= 1;

        let who = subject::of(id, &record.head.display_name);
        let mut draft = Draft::new(OperationName::GroupDelete, who.clone());
        draft.events.push(Event::new(Event::GROUP_DELETED, [id]));
        if !members.is_empty() {
            let ids = members.iter().map(|member| member.id);
            draft
                .events
                .push(Event::new(Event::GROUP_MEMBER_REMOVED, ids));
        }
        if !parents.is_empty() {
            draft.events.push(Event::new(Event::GROUP_UPDATED, parents));
        }
        let sequence = work.succeed(draft)?;
        Ok(Deleted {
            who,
            sequence,
            member: None,
            due: None,
        })
    }

    fn record_refusal(&self, refusal: &Refusal, tx: &mut Overlay<'_>) -> Result<(), EngineError> {
        let who = subject::by_id(tx, self.call.tenant, &self.id)?;
        work::record_refusal(
            tx,
            &self.call,
            OperationName::GroupDelete,
            Some(who),
            refusal,
        )
    }
}
