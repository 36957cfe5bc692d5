//! The history: no gap, nothing twice, one entry for each change.

use super::Check;
use crate::{
    error::EngineError,
    key,
    record::activity::{Outcome, decode},
};

pub(super) fn check(check: &mut Check<'_>) -> Result<(), EngineError> {
    let mut expected = 1;
    for (key, value) in check.read(&key::activities(check.tenant))? {
        let entry = decode(&value)?;
        let sequence = key::last_number(&key);
        if sequence != Some(entry.seq) {
            check.report(format!("entry {} stands under another number", entry.seq));
        }
        if entry.seq != expected {
            check.report(format!("there is a gap before entry {}", entry.seq));
        }
        if entry.result == Outcome::Succeeded {
            check.counted.changes += 1;
        }
        expected = entry.seq + 1;
    }
    check.counted.next_sequence = expected;
    Ok(())
}
