//! The rows of one more entry.

use super::seal;
use crate::{
    error::EngineError,
    key,
    operation::{Call, due},
    overlay::Overlay,
    reader,
    record::{
        Counters, Entered,
        activity::{self, Entry, Fingerprint},
    },
};

/// Writes the entry and what it is found by, and counts it. The caller writes the counters.
pub(super) fn append(
    tx: &mut Overlay<'_>,
    call: &Call,
    counters: &mut Counters,
    mut entry: Entry,
    fingerprint: Option<Fingerprint>,
) -> Result<(), EngineError> {
    let (tenant, sequence) = (call.tenant, entry.seq);
    entry.first_event = counters.next_event;
    counters.next_event = entry.next_event();
    seal::seal(tx, call, &mut entry)?;
    for id in activity::found_by(&entry) {
        tx.put(key::about(tenant, id, sequence), Vec::new());
    }
    if !entry.events.is_empty() {
        tx.tell(Entered {
            tenant,
            first: sequence,
            last: sequence,
            at: call.now,
        });
    }
    let is_first = counters.chain.anchor.sequence + 1 == sequence;
    let value = activity::encode(tenant, entry, fingerprint, &mut counters.chain)?;
    counters.next_sequence = sequence + 1;
    let key = key::activity(tenant, sequence);
    if is_first && let Some(tenant) = reader::tenant::by_id(tx, tenant)? {
        // The tenant is to be woken when it is too old.
        return due::keeping_wake(tx, &tenant, &tenant, |tx| {
            tx.put(key, value);
            Ok(())
        });
    }
    tx.put(key, value);
    Ok(())
}
