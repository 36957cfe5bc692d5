//! Entries that stand for no change. A client may repeat itself as fast as it can: within the hour
//! that fills one row, which counts.

use std::ops::ControlFlow;

use jiff::SignedDuration;
use roster::TenantId;

use super::{Draft, append::append, failure};
use crate::{
    engine::{Direction, Rows},
    error::EngineError,
    key,
    operation::Call,
    overlay::Overlay,
    reader,
    record::activity::{self, Entry, Fingerprint, Tally},
};

/// How long a repetition counts as one.
const WINDOW: SignedDuration = SignedDuration::from_hours(1);
/// How many entries are looked back at: a bound on what a refusal costs, not on what is remembered.
const LOOK_BACK: usize = 64;

/// Adds the entry, or counts an identical one. Gives its sequence number.
pub(in crate::operation) fn note(
    tx: &mut Overlay<'_>,
    call: &Call,
    mut draft: Draft,
) -> Result<u64, EngineError> {
    failure::tell(tx, call, &mut draft)?;
    let mut counters = reader::counters::of(tx, call.tenant)?;
    let times = draft.times;
    let entry = draft.into_entry(call, counters.next_sequence);
    let fingerprint = Fingerprint::of(&entry);
    let sequence = match identical(tx, call.tenant, &fingerprint)? {
        Some((earlier, value)) if call.now.duration_since(earlier.at) < WINDOW => {
            let tally = Tally {
                repeated: earlier.repeated + times,
                last_at: Some(call.now),
            };
            let value = activity::repeat(value, &tally, &mut counters.chain)?;
            tx.put(key::activity(call.tenant, earlier.seq), value);
            earlier.seq
        }
        _ => {
            append(tx, call, &mut counters, entry, Some(fingerprint))?;
            counters.next_sequence - 1
        }
    };
    tx.put(key::counters(call.tenant), counters.encode()?);
    Ok(sequence)
}

/// The latest entry that says the same, and its row.
fn identical(
    rows: &dyn Rows,
    tenant: TenantId,
    fingerprint: &Fingerprint,
) -> Result<Option<(Entry, Vec<u8>)>, EngineError> {
    let mut looked_at = 0;
    let mut found = None;
    let span = key::activities(tenant);
    rows.scan(span.range(), Direction::Descending, &mut |_, value| {
        looked_at += 1;
        if fingerprint.is_of(value) {
            found = Some(activity::decode(value).map(|entry| (entry, value.to_vec())));
        }
        if found.is_some() || looked_at == LOOK_BACK {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    })?;
    found.transpose()
}
