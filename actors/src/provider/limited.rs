//! Calls over the rate limit (product 1f). A flood of them is one entry that counts, written off the
//! request's path: to be refused must stay cheaper than to be served.

use store::{
    operation::activity::Note,
    record::activity::{EntryError, Outcome},
};

use super::{TenantSession, refused::operation};

/// Without the seconds to wait, so that all of them are equal.
const WORDS: &str = "More requests came than the rate limit allows. Nothing was changed; the answer \
                     said when to send this one again.";

impl TenantSession {
    /// Counts a call that was limited. Where too many notes wait already it is not counted.
    pub(super) fn note_limited(&self) {
        let _noted = self.visit.directory.note(Note {
            call: self.call(self.opened_at),
            operation: operation(self.facts.operation),
            result: Outcome::Failed,
            who: None,
            error: Some(EntryError {
                status: 429,
                scim_type: None,
                detail: WORDS.to_owned(),
            }),
            reason: None,
            notes: Vec::new(),
            times: 1,
        });
    }
}
