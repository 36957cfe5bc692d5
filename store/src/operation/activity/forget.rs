//! The end of entries that are too old.

use jiff::Timestamp;

use crate::{
    error::EngineError,
    key,
    operation::{Call, Operation, Refusal, RunError, due, work::Work},
    overlay::Overlay,
    reader,
    record::activity,
};

/// Drops the entries that the tenant does not keep any longer (D18), the oldest first and in chunks, so
/// that others are served between them. What follows goes on from the last one that was dropped, so
/// that the history can still be verified. It is the lapse of time alone, and leaves no entry.
#[derive(Debug, Clone)]
pub struct ForgetActivity {
    /// When; the source is the timer.
    pub call: Call,
    /// The most entries to drop in this run.
    pub limit: usize,
}

/// What a chunk did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forgotten {
    /// Entries dropped.
    pub dropped: u64,
    /// When to look again, which may be now; none when there are no entries.
    pub next: Option<Timestamp>,
}

impl Operation for ForgetActivity {
    type Output = Forgotten;

    fn run(&self, tx: &mut Overlay<'_>) -> Result<Self::Output, RunError> {
        let mut work = Work::begin(tx, &self.call)?;
        let tenant = work.tenant_id();
        let old = reader::activity::expired(work.tx, &work.tenant, self.call.now, self.limit)?;
        let dropped = old.len();
        let chain = &mut work.counters.chain;
        due::keeping_wake(work.tx, &work.tenant, &work.tenant, |tx| {
            for value in &old {
                let entry = activity::forget(value, chain)?;
                tx.delete(key::activity(tenant, entry.seq));
                for id in activity::found_by(&entry) {
                    tx.delete(key::about(tenant, id, entry.seq));
                }
                // A key of its own goes with the entry. That of a person who is known stays with them.
                if let Some(sealed) = &entry.sealed
                    && activity::found_by(&entry).next().is_none()
                {
                    tx.delete(key::person_key(tenant, sealed.key));
                }
            }
            Ok(())
        })?;
        let first = reader::feed::first(work.tx, tenant, &work.counters)?;
        for key in reader::receipt::outlived(work.tx, tenant, first, self.limit)? {
            work.tx.delete(key);
        }
        let next = reader::due::next_forgetting(work.tx, &work.tenant)?;
        if dropped > 0 {
            work.finish()?;
        }
        Ok(Forgotten {
            dropped: u64::try_from(dropped).unwrap_or(u64::MAX),
            next,
        })
    }

    fn record_refusal(&self, _: &Refusal, _: &mut Overlay<'_>) -> Result<(), EngineError> {
        Ok(())
    }
}
