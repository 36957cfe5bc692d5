//! Group mapping at work: members have what their groups give, in the commit that changes either,
//! or step by step where it concerns many.

mod assign;
mod cancel;
mod claims;
mod class;
mod replace;
mod told;

use roster::Tenant;

use super::{job, work::Work};
use crate::{
    error::EngineError,
    key, reader,
    record::{MappingRecord, Task},
};

pub use cancel::CancelMapping;
pub use claims::{Claimed, RecordClaims};
pub use replace::ReplaceMapping;

pub(super) use assign::{AT_ONCE, assign, assign_logged, at_last, is_due, later, of_user};
pub(super) use class::{archive, follow};
pub(super) use told::Told;

/// Whether members may have something else by another tenant's settings.
pub(super) fn differs(before: &Tenant, after: &Tenant) -> bool {
    let (was, is) = (&before.settings, &after.settings);
    before.kind != after.kind
        || was.default_user_group != is.default_user_group
        || was.sso_claims != is.sso_claims
}

/// A job is over: if it has applied a table, that is in force everywhere, and classes that only the
/// one before has named are archived.
pub(super) fn finish(work: &mut Work<'_, '_>, job: u64) -> Result<(), EngineError> {
    let record = reader::mapping::of(work.tx, work.tenant_id())?;
    let Some(applying) = record.applying.clone().filter(|it| it.job == job) else {
        return Ok(());
    };
    class::archive_unnamed(work, &applying.before, &record.rows)?;
    work.enter_aside()?;
    write(
        work,
        &MappingRecord {
            applying: None,
            ..record
        },
    )
}

/// Begins to bring everybody in line.
fn begin(work: &mut Work<'_, '_>) -> Result<u64, EngineError> {
    job::begin(work, Task::Mapping)?;
    Ok(work.counters.jobs)
}

fn write(work: &mut Work<'_, '_>, record: &MappingRecord) -> Result<(), EngineError> {
    let key = key::mapping(work.tenant_id());
    work.tx.put(key, record.encode()?);
    Ok(())
}
