//! A new job.

use crate::{
    error::EngineError,
    key,
    operation::{due, work::Work},
    record::{JobRecord, Task},
};

/// Adds a job; the counters are written by the caller. One that has the same to do and was not
/// begun yet will do.
pub(in crate::operation) fn begin(work: &mut Work<'_, '_>, task: Task) -> Result<(), EngineError> {
    work.counters.jobs += 1;
    let record = JobRecord {
        number: work.counters.jobs,
        since: work.call.now,
        task,
        after: None,
        seen: 0,
    };
    let value = record.encode()?;
    let tenant = &work.tenant;
    due::keeping_wake(work.tx, tenant, tenant, |tx| {
        tx.put(key::job(tenant.id, record.number), value);
        Ok(())
    })
}
