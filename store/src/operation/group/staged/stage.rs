//! A step of a large change: the rows of some members.

use uuid::Uuid;

use super::{pending, put, record_refusal};
use crate::{
    error::EngineError,
    operation::{
        Call, Operation, Refusal, RunError,
        group::{
            link,
            members::{Difference, Joining},
        },
        work::Work,
    },
    overlay::Overlay,
    reader::membership::{row, who},
    record::group::Tag,
};

/// Writes the rows of some who join or leave. They don't count yet. Refused with
/// [`Refusal::Busy`] when the change is not under way any more.
#[derive(Debug, Clone)]
pub struct StageMembers {
    /// Who, when.
    pub call: Call,
    /// The group.
    pub group: Uuid,
    /// The change that was begun.
    pub change: Uuid,
    /// So few that others need not wait for them: each is two rows. Those who are gone by now,
    /// and whose rows are there already, are passed over.
    pub members: Difference,
}

impl Operation for StageMembers {
    type Output = ();

    fn run(&self, tx: &mut Overlay<'_>) -> Result<(), RunError> {
        let mut work = Work::begin(tx, &self.call)?;
        let (tenant, group) = (work.tenant_id(), self.group);
        let mut record = pending(work.tx, tenant, group, self.change)?;
        for Joining { id, display } in &self.members.added {
            if row(work.tx, tenant, group, *id)?.is_none()
                && let Some(member) = who(work.tx, tenant, *id)?
            {
                link::join(
                    &mut work,
                    group,
                    &member,
                    display.as_deref(),
                    Some(Tag::Add),
                )?;
                record.added += 1;
            }
        }
        for id in &self.members.removed {
            if let Some(mut row) = row(work.tx, tenant, group, *id)?
                && row.staged.is_none()
            {
                row.staged = Some(Tag::Remove);
                link::put(&mut work, group, *id, &row)?;
                record.removed += 1;
            }
        }
        put(&mut work, group, Some(&record))?;
        Ok(work.finish()?)
    }

    fn record_refusal(&self, refusal: &Refusal, tx: &mut Overlay<'_>) -> Result<(), EngineError> {
        record_refusal(tx, &self.call, self.group, refusal)
    }
}
