//! The members as the history alone gives them, compared with those that are stored (I12).
//!
//! The rebuilt ones go into a scratch store, because nothing says that they fit into memory.

use std::{collections::BTreeMap, ops::ControlFlow};

use roster::{MemberId, TenantId};
use sha2::{Digest, Sha256};

use super::{
    counters,
    feed::{self, What},
    scan, state,
};
use crate::{
    engine::{Direction, Engine, Rows},
    error::{CommitError, EngineError},
    key,
    record::{PersonRecord, activity::Told, hex},
};

/// Rows that are put into the scratch store at once.
const CHUNK: usize = 8_192;
/// The most members that are named.
const MOST_NAMED: usize = 50;

/// What a replay has found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replayed {
    /// The events that were read.
    pub events: u64,
    /// The first entry that is kept. From 1 on the history is whole.
    pub first_entry: u64,
    /// Members, tombstones not among them.
    pub members: u64,
    /// Of those, whom no kept event tells of: they are older than the history, and are taken as they
    /// are stored.
    pub untold: u64,
    /// Of the members as they were rebuilt; as [`state::hash`].
    pub rebuilt: String,
    /// Of the members as they are stored.
    pub stored: String,
    /// How many are not the same.
    pub different: u64,
    /// The first of them.
    pub named: Vec<MemberId>,
}

/// Reads the whole history of a tenant. `scratch` is an empty store.
pub fn replay(
    rows: &dyn Rows,
    tenant: TenantId,
    scratch: &dyn Engine,
) -> Result<Replayed, EngineError> {
    let anchor = counters::of(rows, tenant)?.chain.anchor;
    let first_entry = anchor.sequence + 1;
    let events = rebuild(rows, tenant, first_entry, scratch)?;
    let rebuilt = scratch.snapshot()?;
    let mut comparison = Comparison {
        is_whole: first_entry == 1,
        members: 0,
        untold: 0,
        rebuilt: Sha256::new(),
        stored: Sha256::new(),
        different: 0,
        named: Vec::new(),
    };
    let persons = key::persons(tenant);
    scan::each(rows, &persons, Direction::Ascending, |key, value| {
        let member = PersonRecord::decode(value)?.member;
        let stored = state::line(&member)?;
        comparison.see(member.id, rebuilt.get(key)?, stored);
        Ok(ControlFlow::Continue(()))
    })?;
    // Who was erased has no row any more, and a rebuilt one that is empty.
    scan::each(&*rebuilt, &persons, Direction::Ascending, |key, line| {
        if !line.is_empty() && rows.get(key)?.is_none() {
            comparison.miss(key::last_id(key).map(MemberId), line);
        }
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(Replayed {
        events,
        first_entry,
        members: comparison.members,
        untold: comparison.untold,
        rebuilt: hex(&comparison.rebuilt.finalize()),
        stored: hex(&comparison.stored.finalize()),
        different: comparison.different,
        named: comparison.named,
    })
}

/// Puts everybody whom an event tells of into the scratch store, as the last one tells of them.
/// Gives the number of events.
fn rebuild(
    rows: &dyn Rows,
    tenant: TenantId,
    first_entry: u64,
    scratch: &dyn Engine,
) -> Result<u64, EngineError> {
    let mut events = 0;
    let mut chunk = BTreeMap::new();
    let mut outcome = Ok(());
    feed::each_from(rows, tenant, first_entry, |occurrence| {
        events += 1;
        let What::Member(id, told) = occurrence.what else {
            return ControlFlow::Continue(());
        };
        outcome = keep(&mut chunk, tenant, id, told.as_deref(), scratch);
        if outcome.is_ok() {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    })?;
    outcome?;
    flush(&mut chunk, scratch)?;
    Ok(events)
}

type Chunk = BTreeMap<Vec<u8>, Vec<u8>>;

fn keep(
    chunk: &mut Chunk,
    tenant: TenantId,
    id: MemberId,
    told: Option<&Told>,
    scratch: &dyn Engine,
) -> Result<(), EngineError> {
    let line = match told {
        Some(told) => state::line(&told.member)?,
        None => None,
    };
    chunk.insert(key::person(tenant, id), line.unwrap_or_default());
    if chunk.len() >= CHUNK {
        flush(chunk, scratch)?;
    }
    Ok(())
}

fn flush(chunk: &mut Chunk, scratch: &dyn Engine) -> Result<(), EngineError> {
    scratch
        .commit(&mut |transaction| {
            for (key, line) in &*chunk {
                transaction.put(key, line)?;
            }
            Ok(())
        })
        .map_err(CommitError::into_engine_error)?;
    chunk.clear();
    Ok(())
}

struct Comparison {
    is_whole: bool,
    members: u64,
    untold: u64,
    rebuilt: Sha256,
    stored: Sha256,
    different: u64,
    named: Vec<MemberId>,
}

impl Comparison {
    /// One who is stored. A line is none, and a rebuilt one empty, for whom was removed.
    fn see(&mut self, id: MemberId, rebuilt: Option<Vec<u8>>, stored: Option<Vec<u8>>) {
        let stored = stored.unwrap_or_default();
        self.members += u64::from(!stored.is_empty());
        let rebuilt = match rebuilt {
            Some(rebuilt) => rebuilt,
            None if self.is_whole => Vec::new(),
            None => {
                self.untold += u64::from(!stored.is_empty());
                stored.clone()
            }
        };
        if rebuilt != stored {
            self.differ(Some(id));
        }
        self.stored.update(&stored);
        self.rebuilt.update(&rebuilt);
    }

    /// One who is not stored.
    fn miss(&mut self, id: Option<MemberId>, rebuilt: &[u8]) {
        self.differ(id);
        self.rebuilt.update(rebuilt);
    }

    fn differ(&mut self, id: Option<MemberId>) {
        self.different += 1;
        if self.named.len() < MOST_NAMED {
            self.named.extend(id);
        }
    }
}
