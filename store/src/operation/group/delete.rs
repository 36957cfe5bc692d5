//! DELETE of a group (RFC 7644 §3.6).

use scim::{ScimError, version::Precondition};
use uuid::Uuid;

use super::{link, mapped, staged, subject};
use crate::{
    error::EngineError,
    key,
    operation::{
        Call, Deleted, Operation, Refusal, RunError, index, precondition,
        work::{self, Draft, Work},
    },
    overlay::Overlay,
    reader::{self, membership},
    record::{
        IndexRows,
        activity::{Event, OperationName},
        group::{StagedRecord, StagedState, index_rows},
        parse_id,
    },
};

/// The most rows of members that are looked at, and taken away, in the delete itself.
const MOST_ROWS: usize = 256;

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

        let leaving = mapped::leaving(&mut work, id)?;
        let (members, swept_later) = leave_behind(&mut work, id)?;
        let parents = link::leave_all(&mut work, id)?;
        work.tx.delete(key::group(tenant, id));
        let resource = record.resource()?;
        index::write(
            work.tx,
            &index_rows(tenant, id, work.catalog.group(), &resource),
            IndexRows::new(),
        );
        work.counters.groups -= 1;
        mapped::deleted(&mut work, id, &record.head, leaving, &members, swept_later)?;

        let who = subject::of(id, &record.head.display_name);
        let mut draft = Draft::new(OperationName::GroupDelete, who.clone());
        draft.events.push(Event::new(Event::GROUP_DELETED, [id]));
        if record.head.members > 0 {
            let (kind, count) = (Event::GROUP_MEMBER_REMOVED, record.head.members);
            draft.events.push(Event::counted(kind, count, members));
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

/// Takes the members away, or leaves their rows to be swept if they are many: without their group
/// they are read as absent. Gives the first of them, and whether their rows are left.
fn leave_behind(work: &mut Work<'_, '_>, group: Uuid) -> Result<(Vec<Uuid>, bool), EngineError> {
    let tenant = work.tenant_id();
    let chunk = membership::members(work.tx, tenant, group, None, MOST_ROWS)?;
    let members: Vec<Uuid> = chunk.members.iter().map(|member| member.id).collect();
    let staged = membership::staged(work.tx, tenant, group)?;
    if chunk.next.is_none() && staged.is_none() {
        for member in &members {
            link::leave(work, group, *member)?;
        }
        return Ok((members, false));
    }
    let record = StagedRecord {
        change: staged.map_or(group, |record| record.change),
        state: StagedState::Dropped,
        added: 0,
        removed: 0,
        at: work.call.now,
    };
    staged::put(work, group, Some(&record))?;
    Ok((members, true))
}
