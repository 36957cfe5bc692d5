//! A new job.

use uuid::Uuid;

use crate::{
    error::EngineError,
    key,
    operation::{due, work::Work},
    reader,
    record::{JobRecord, Task},
};

/// Adds a job; the counters are written by the caller. One that has the same to do and was not
/// begun yet will do.
pub(in crate::operation) fn begin(work: &mut Work<'_, '_>, task: Task) -> Result<(), EngineError> {
    begin_for(work, task, Vec::new())
}

/// As [`begin`], about these users.
pub(in crate::operation) fn begin_for(
    work: &mut Work<'_, '_>,
    task: Task,
    users: Vec<Uuid>,
) -> Result<(), EngineError> {
    work.counters.jobs += 1;
    let record = JobRecord {
        number: work.counters.jobs,
        since: work.call.now,
        task,
        after: None,
        seen: 0,
        users,
    };
    let value = record.encode()?;
    let tenant = &work.tenant;
    due::keeping_wake(work.tx, tenant, tenant, |tx| {
        tx.put(key::job(tenant.id, record.number), value);
        Ok(())
    })
}

/// Whether a job with that to do waits that has not looked at anybody yet.
pub(in crate::operation) fn waits(work: &Work<'_, '_>, task: Task) -> Result<bool, EngineError> {
    let jobs = reader::due::jobs(work.tx, work.tenant_id())?;
    Ok(jobs.iter().any(|job| job.task == task && job.seen == 0))
}

/// The rest of a job is not done.
pub(in crate::operation) fn end(work: &mut Work<'_, '_>, number: u64) -> Result<(), EngineError> {
    let tenant = &work.tenant;
    due::keeping_wake(work.tx, tenant, tenant, |tx| {
        tx.delete(key::job(tenant.id, number));
        Ok(())
    })
}
