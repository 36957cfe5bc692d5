//! Whether the history is what was written (P15): no entry was edited, dropped, added, moved or cut
//! off at the end, and no count of repetitions was changed.

use std::ops::ControlFlow;

use roster::TenantId;

use crate::{
    engine::{Direction, Rows},
    error::EngineError,
    key,
    reader::{counters, scan},
    record::activity::{Hash, Row},
};

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// Entries that are as they were written, from the first one on.
    pub checked: u64,
    /// The first entry that is kept.
    pub first: u64,
    /// The last entry, as the counters have it; 0 if there was none.
    pub last: u64,
    /// Its hash. Who keeps it elsewhere can tell whether the whole history was written anew.
    pub head: Hash,
    /// The first one that is not as it was written.
    pub broken: Option<Broken>,
}

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Broken {
    /// Where; none where it can't be said.
    pub sequence: Option<u64>,
    /// What.
    pub fault: Fault,
}

/// What can be wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// There is a gap, or the end is cut off.
    #[error("the entry is missing")]
    Missing,
    /// Its number was not given out yet.
    #[error("the entry was never written")]
    Foreign,
    /// Its number is that of an entry that was dropped for its age.
    #[error("an entry of this number was dropped for its age, and is back")]
    Returned,
    /// It is no entry at all.
    #[error("the entry can't be read")]
    Unreadable,
    /// It says that it has another number.
    #[error("another entry stands in its place")]
    Misplaced,
    /// Its hash is not that of what it says and of the hash before it.
    #[error("the entry, or the hash of the one before it, is not what was written")]
    Altered,
    /// The seal of its tally is not the tally's.
    #[error("how often the entry has happened is not what was written")]
    Recounted,
    /// The tallies are right each for itself, and are not those that were written last.
    #[error("how often an entry has happened was put back to what it was before")]
    SetBack,
}

/// Reads the whole history.
pub fn verify(rows: &dyn Rows, tenant: TenantId) -> Result<Verified, EngineError> {
    let counters = counters::of(rows, tenant)?;
    let chain = &counters.chain;
    let first = chain.anchor.sequence + 1;
    let mut walk = Walk {
        anchor: chain.anchor.sequence,
        end: counters.next_sequence,
        expected: first,
        before: chain.begin(tenant),
        tallies: Hash::default(),
    };
    let mut broken = None;
    let span = key::activities(tenant);
    scan::each(rows, &span, Direction::Ascending, |key, value| {
        broken = walk.step(key::last_number(key), value).err();
        Ok(match broken {
            None => ControlFlow::Continue(()),
            Some(_) => ControlFlow::Break(()),
        })
    })?;
    Ok(Verified {
        checked: walk.expected - first,
        first,
        last: counters.next_sequence - 1,
        head: chain.end(tenant),
        broken: broken.or_else(|| walk.end(chain.end(tenant), chain.tallies).err()),
    })
}

struct Walk {
    /// The last number that was dropped.
    anchor: u64,
    /// The first number that was not given out.
    end: u64,
    expected: u64,
    /// The hash of the last entry.
    before: Hash,
    tallies: Hash,
}

impl Walk {
    fn step(&mut self, sequence: Option<u64>, value: &[u8]) -> Result<(), Broken> {
        let Some(sequence) = sequence else {
            return Err(at(self.expected, Fault::Unreadable));
        };
        if sequence <= self.anchor {
            return Err(at(sequence, Fault::Returned));
        }
        if sequence > self.expected && self.expected < self.end {
            return Err(at(self.expected, Fault::Missing));
        }
        if sequence >= self.end {
            return Err(at(sequence, Fault::Foreign));
        }
        let row = Row::read(value).ok_or(at(sequence, Fault::Unreadable))?;
        match row.sequence() {
            Ok(number) if number == sequence => {}
            Ok(_) => return Err(at(sequence, Fault::Misplaced)),
            Err(_) => return Err(at(sequence, Fault::Unreadable)),
        }
        if !row.follows(self.before) {
            return Err(at(sequence, Fault::Altered));
        }
        let seal = row.seal().ok_or(at(sequence, Fault::Recounted))?;
        self.tallies.toggle(seal);
        self.before = row.hash;
        self.expected = sequence + 1;
        Ok(())
    }

    fn end(&self, head: Hash, tallies: Hash) -> Result<(), Broken> {
        if self.expected != self.end {
            return Err(at(self.expected, Fault::Missing));
        }
        if self.before != head {
            return Err(at(self.expected - 1, Fault::Altered));
        }
        if self.tallies != tallies {
            return Err(Broken {
                sequence: None,
                fault: Fault::SetBack,
            });
        }
        Ok(())
    }
}

fn at(sequence: u64, fault: Fault) -> Broken {
    Broken {
        sequence: Some(sequence),
        fault,
    }
}
