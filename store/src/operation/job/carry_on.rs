//! One step of the first job.

use roster::MemberId;

use super::{hold, mapping, members, records};
use crate::{
    error::EngineError,
    key,
    operation::{
        Call, Operation, Refusal, RunError, due,
        mapping::finish,
        work::{self, Work},
    },
    overlay::Overlay,
    reader,
    record::{JobRecord, Task, activity::OperationName},
};

/// Looks at some people whom the first job concerns, and does what it says.
#[derive(Debug, Clone)]
pub struct CarryOn {
    /// When; the source is the timer.
    pub call: Call,
    /// Ids for members, should there be new ones: as many people are looked at.
    pub new_members: Vec<MemberId>,
}

/// What a step has come to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Step {
    /// How many people it looked at.
    pub seen: usize,
    /// How many of them were changed.
    pub changed: usize,
    /// There is something left, of this job or of another one.
    pub more: bool,
}

/// Whom a step looked at.
pub(super) struct Part {
    pub(super) last: Option<uuid::Uuid>,
    pub(super) seen: usize,
    pub(super) changed: usize,
    pub(super) is_over: bool,
}

impl Operation for CarryOn {
    type Output = Step;

    fn run(&self, tx: &mut Overlay<'_>) -> Result<Self::Output, RunError> {
        let mut work = Work::begin(tx, &self.call)?;
        let Some(job) = reader::due::job(work.tx, work.tenant_id())? else {
            return Ok(Step::default());
        };
        let part = match job.task {
            Task::Records => records::step(&mut work, job.after, &self.new_members)?,
            Task::Members => members::step(&mut work, job.after, self.new_members.len())?,
            Task::Hold { hold, decision } => {
                hold::step(&mut work, hold, decision, self.new_members.len())?
            }
            Task::Mapping => mapping::classes(&mut work, job.after, self.new_members.len())?,
            Task::Assignments => mapping::members(&mut work, job.after, self.new_members.len())?,
            Task::Group { group } => {
                mapping::group(&mut work, group, job.after, self.new_members.len())?
            }
            Task::Users => mapping::users(&mut work, &job, self.new_members.len())?,
        };
        go_on(&mut work, &job, &part)?;
        let more = reader::due::job(work.tx, work.tenant_id())?.is_some();
        work.finish()?;
        Ok(Step {
            seen: part.seen,
            changed: part.changed,
            more,
        })
    }

    fn record_refusal(&self, refusal: &Refusal, tx: &mut Overlay<'_>) -> Result<(), EngineError> {
        work::record_refusal(tx, &self.call, OperationName::TenantChange, None, refusal)
    }
}

/// Remembers how far a job has come; one that is over goes, or has a second part.
fn go_on(work: &mut Work<'_, '_>, job: &JobRecord, part: &Part) -> Result<(), EngineError> {
    let mut next = JobRecord {
        after: part.last.or(job.after),
        seen: job.seen + part.seen as u64,
        ..job.clone()
    };
    let second_part = job.task.second_part().filter(|_| part.is_over);
    let goes = part.is_over && second_part.is_none();
    if let Some(task) = second_part {
        next.task = task;
        next.after = None;
    }
    if goes {
        finish(work, job.number)?;
    }
    let value = next.encode()?;
    let tenant = &work.tenant;
    due::keeping_wake(work.tx, tenant, tenant, |tx| {
        let key = key::job(tenant.id, job.number);
        if goes {
            tx.delete(key);
        } else {
            tx.put(key, value);
        }
        Ok(())
    })
}
