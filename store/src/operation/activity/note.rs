//! An entry for a call that changed nothing.

use crate::{
    error::EngineError,
    operation::{
        Call, Operation, Refusal, RunError,
        work::{self, Draft},
    },
    overlay::Overlay,
    reader,
    record::activity::{Changes, EntryError, EntryNote, OperationName, Outcome, Subject},
};

/// Records a call that was refused before it reached an operation, or that found nothing to change.
/// An entry of the last hour that says the same counts it instead. Answers its sequence number.
#[derive(Debug, Clone)]
pub struct Note {
    /// Who, when. The token is not checked: a refused one is worth a note.
    pub call: Call,
    /// What was asked for.
    pub operation: OperationName,
    /// `Failed` or `Unchanged`.
    pub result: Outcome,
    /// Whom it was about, as far as that can be said.
    pub who: Option<Subject>,
    /// What the client was told.
    pub error: Option<EntryError>,
    /// Why.
    pub reason: Option<String>,
    /// What was tolerated or ignored.
    pub notes: Vec<EntryNote>,
    /// How often it has happened, where the caller has collected equal calls; at least 1.
    pub times: u64,
}

impl Operation for Note {
    type Output = u64;

    fn run(&self, tx: &mut Overlay<'_>) -> Result<Self::Output, RunError> {
        if reader::tenant::by_id(tx, self.call.tenant)?.is_none() {
            return Err(Refusal::UnknownTenant(self.call.tenant.to_string()).into());
        }
        let draft = Draft {
            operation: self.operation,
            result: self.result,
            who: self.who.clone(),
            error: self.error.clone(),
            reason: self.reason.clone(),
            notes: self.notes.clone(),
            changes: Changes::default(),
            events: Vec::new(),
            times: self.times,
        };
        Ok(work::note(tx, &self.call, draft)?)
    }

    fn record_refusal(&self, _: &Refusal, _: &mut Overlay<'_>) -> Result<(), EngineError> {
        // The only refusal is that there is no tenant, and so no history.
        Ok(())
    }
}
