//! A change of the table that is taken back before it has reached everybody.

use super::{
    begin, class,
    replace::{subject, tell},
    write,
};
use crate::{
    error::EngineError,
    operation::{
        Call, Operation, Refusal, RunError, job,
        work::{self, Draft, Work},
    },
    overlay::Overlay,
    reader,
    record::{MappingRecord, activity::OperationName, mapping::Applying},
};

/// Puts the table back that was in force before. Whom the change has not reached keeps what they
/// had; whom it has reached gets that back step by step.
#[derive(Debug, Clone)]
pub struct CancelMapping {
    /// Who, when.
    pub call: Call,
}

impl Operation for CancelMapping {
    type Output = MappingRecord;

    fn run(&self, tx: &mut Overlay<'_>) -> Result<Self::Output, RunError> {
        let mut work = Work::begin(tx, &self.call)?;
        let before = reader::mapping::of(work.tx, work.tenant_id())?;
        let Some(applying) = before.applying.filter(|applying| !applying.cancelled) else {
            return Err(Refusal::NothingToCancel.into());
        };
        job::end(&mut work, applying.job)?;
        class::upsert_named(&mut work, &applying.before)?;
        let record = MappingRecord {
            version: before.version + 1,
            rows: applying.before,
            applying: Some(Applying {
                job: begin(&mut work)?,
                since: self.call.now,
                before: before.rows,
                cancelled: true,
            }),
        };
        write(&mut work, &record)?;
        let mut draft = Draft::new(OperationName::MappingCancel, subject(&work));
        tell(&mut draft, &record);
        work.succeed(draft)?;
        Ok(record)
    }

    fn record_refusal(&self, refusal: &Refusal, tx: &mut Overlay<'_>) -> Result<(), EngineError> {
        work::record_refusal(tx, &self.call, OperationName::MappingCancel, None, refusal)
    }
}
