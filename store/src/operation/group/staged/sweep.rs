//! What is left after a large change becomes ordinary rows.

use scim::resource::MemberType;
use uuid::Uuid;

use super::put;
use crate::{
    engine::Rows,
    error::EngineError,
    key,
    operation::{Call, Operation, Refusal, RunError, group::link, mapping, work::Work},
    overlay::Overlay,
    reader::membership::{row, staged},
    record::group::{StagedRecord, StagedState},
};

/// Settles some rows of a change that is over: readers see the same before and after. Refused with
/// [`Refusal::Busy`] while it is under way.
#[derive(Debug, Clone)]
pub struct SweepMembers {
    /// When; the source is the timer, because this has to be done whoever asks.
    pub call: Call,
    /// The group, which may be gone.
    pub group: Uuid,
    /// The change. Nothing happens to another one.
    pub change: Uuid,
    /// Members whose rows [`crate::reader::membership::unswept`] has found; so few that others
    /// need not wait for them.
    pub members: Vec<Uuid>,
    /// No other rows were found: the change is forgotten with these.
    pub last: bool,
}

impl Operation for SweepMembers {
    type Output = ();

    fn run(&self, tx: &mut Overlay<'_>) -> Result<(), RunError> {
        let mut work = Work::begin(tx, &self.call)?;
        let tenant = work.tenant_id();
        let staged = staged(work.tx, tenant, self.group)?;
        let Some(record) = staged.filter(|record| record.change == self.change) else {
            return Ok(());
        };
        if record.state == StagedState::Pending {
            return Err(Refusal::Busy.into());
        }
        let gone = work.tx.get(&key::group(tenant, self.group))?.is_none();
        let mut concerned = Vec::new();
        for id in &self.members {
            if self.settle(&mut work, *id, &record, gone)? {
                concerned.push(*id);
            }
        }
        reassign(&mut work, &concerned)?;
        if self.last {
            put(&mut work, self.group, None)?;
        }
        Ok(work.finish()?)
    }

    fn record_refusal(&self, _: &Refusal, _: &mut Overlay<'_>) -> Result<(), EngineError> {
        Ok(())
    }
}

impl SweepMembers {
    /// Whether it is a user who has joined or left with the change.
    fn settle(
        &self,
        work: &mut Work<'_, '_>,
        id: Uuid,
        record: &StagedRecord,
        gone: bool,
    ) -> Result<bool, EngineError> {
        let Some(mut row) = row(work.tx, work.tenant_id(), self.group, id)? else {
            return Ok(false);
        };
        let concerned = row.kind == MemberType::User && (gone || row.staged.is_some());
        match row.staged {
            _ if gone => link::leave(work, self.group, id)?,
            None => {}
            Some(tag) if tag.holds(record.is_applied()) => {
                row.staged = None;
                link::put(work, self.group, id, &row)?;
            }
            Some(_) => link::leave(work, self.group, id)?,
        }
        Ok(concerned)
    }
}

/// A large change gives and takes as it is swept, because nobody else names those whom it concerns.
fn reassign(work: &mut Work<'_, '_>, users: &[Uuid]) -> Result<(), EngineError> {
    if work.mapped()?.is_none() {
        return Ok(());
    }
    let mut assigning = work.assigning()?;
    for user in users {
        if let Some(person) = mapping::of_user(work, *user)? {
            mapping::assign_logged(work, &mut assigning, person)?;
        }
    }
    Ok(())
}
