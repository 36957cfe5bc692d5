//! The history: no gap, nothing twice, every entry as it was written, one entry for each change, and
//! found by whom it is about; its events are numbered without gaps and tell of the members as they are.

use super::Check;
use crate::{
    engine::memory::MemoryEngine,
    error::EngineError,
    key,
    reader::{activity, counters, replay},
    record::{
        IndexRows,
        activity::{Outcome, decode, found_by},
    },
};

pub(super) fn check(check: &mut Check<'_>) -> Result<(), EngineError> {
    let tenant = check.tenant;
    let stored = counters::of(check.rows, tenant)?;
    let chain = stored.chain;
    let mut expected = chain.anchor.sequence + 1;
    let mut abouts = IndexRows::new();
    let mut next_event = None;
    check.counted.changes = chain.anchor.changes;
    for (key, value) in check.read(&key::activities(tenant))? {
        let entry = decode(&value)?;
        let sequence = key::last_number(&key);
        if sequence != Some(entry.seq) {
            check.report(format!("entry {} stands under another number", entry.seq));
        }
        if entry.seq != expected {
            check.report(format!("there is a gap before entry {}", entry.seq));
        }
        if next_event.is_some_and(|next| next != entry.first_event) {
            check.report(format!(
                "there is a gap before the events of entry {}",
                entry.seq
            ));
        }
        next_event = Some(entry.next_event());
        if entry.result == Outcome::Succeeded {
            check.counted.changes += 1;
        }
        if let Some(sealed) = &entry.sealed
            && activity::person_key(check.rows, tenant, sealed.key)?.is_none()
        {
            check.report(format!("the key of entry {} is missing", entry.seq));
        }
        abouts.extend(found_by(&entry).map(|id| (key::about(tenant, id, entry.seq), Vec::new())));
        expected = entry.seq + 1;
    }
    check.counted.next_sequence = expected;
    check.counted.next_event = next_event.unwrap_or(stored.next_event);
    // How the chain ends is judged here, and not once more with the counters.
    check.counted.chain = chain;
    if let Some(broken) = activity::verify(check.rows, tenant)?.broken {
        check.report(format!("at entry {:?}: {}", broken.sequence, broken.fault));
    }
    let replayed = replay::replay(check.rows, tenant, &MemoryEngine::new())?;
    if replayed.different > 0 {
        let (count, named) = (replayed.different, replayed.named);
        check.report(format!(
            "{count} members are not as events tell of them: {named:?}"
        ));
    }
    check.compare("activity index row", &[key::abouts(tenant)], &abouts)
}
