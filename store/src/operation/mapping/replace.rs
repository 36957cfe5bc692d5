//! Another table.

use roster::mapping::Row;

use super::{begin, class, write};
use crate::{
    error::EngineError,
    operation::{
        Call, Operation, Refusal, RunError,
        work::{self, Draft, Work},
    },
    overlay::Overlay,
    reader,
    record::{
        MappingRecord,
        activity::{Event, OperationName, Subject},
        mapping::Applying,
    },
};

/// Puts another table in force. Members follow step by step.
#[derive(Debug, Clone)]
pub struct ReplaceMapping {
    /// Who, when.
    pub call: Call,
    /// Were checked before.
    pub rows: Vec<Row>,
    /// The version that is to be replaced; none: whichever there is.
    pub expected: Option<u64>,
}

impl Operation for ReplaceMapping {
    type Output = MappingRecord;

    fn run(&self, tx: &mut Overlay<'_>) -> Result<Self::Output, RunError> {
        let mut work = Work::begin(tx, &self.call)?;
        let before = reader::mapping::of(work.tx, work.tenant_id())?;
        if self
            .expected
            .is_some_and(|version| version != before.version)
        {
            return Err(Refusal::MappingChanged(before.version).into());
        }
        let mut draft = Draft::new(OperationName::MappingChange, subject(&work));
        if before.rows == self.rows {
            work.find_unchanged(draft)?;
            return Ok(before);
        }
        if before.applying.is_some() {
            return Err(Refusal::MappingBusy.into());
        }
        class::upsert_named(&mut work, &self.rows)?;
        let record = MappingRecord {
            version: before.version + 1,
            rows: self.rows.clone(),
            applying: Some(Applying {
                job: begin(&mut work)?,
                since: self.call.now,
                before: before.rows,
                cancelled: false,
            }),
        };
        write(&mut work, &record)?;
        tell(&mut draft, &record);
        work.succeed(draft)?;
        Ok(record)
    }

    fn record_refusal(&self, refusal: &Refusal, tx: &mut Overlay<'_>) -> Result<(), EngineError> {
        work::record_refusal(tx, &self.call, OperationName::MappingChange, None, refusal)
    }
}

pub(super) fn subject(work: &Work<'_, '_>) -> Subject {
    Subject::Tenant {
        name: work.tenant.name.clone(),
    }
}

/// The rows before and after, as far as an entry has room for them.
pub(super) fn tell(draft: &mut Draft, after: &MappingRecord) {
    let before = after.applying.as_ref().map(|applying| &applying.before);
    let (from, to) = (
        serde_json::to_value(before),
        serde_json::to_value(&after.rows),
    );
    draft.changes.add("rows", from.ok(), to.ok());
    let version = [after.version.to_string()];
    draft
        .events
        .push(Event::new(Event::MAPPING_CHANGED, version));
}
