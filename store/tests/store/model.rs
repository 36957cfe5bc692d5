//! What was answered, and what must therefore be found afterwards.

use store::{engine::Engine, error::WriteError, writer::Store};
use testkit::fault_disk::FaultDisk;

use crate::{
    act::{ABSENT, Act, Course, REFUSED, WRITTEN, rows_of},
    house::{engine_on, submit, tenant},
};

/// An operation and what its submitter was told.
#[derive(Debug)]
pub(crate) struct Told {
    name: String,
    refuses: bool,
    outcome: Result<usize, WriteError>,
}

/// Rounds of the workload. Each submits a few operations at once, of which one is refused.
pub(crate) const ROUNDS: usize = 6;
const ACTS: usize = 4;

/// Runs one round and waits for all of its answers.
pub(crate) fn round(store: &Store, number: usize) -> Vec<Told> {
    let waiting: Vec<_> = (0..ACTS)
        .map(|act| {
            let (name, refuses) = (format!("{number}-{act}"), act == 2);
            let course = if refuses {
                Course::Refuse
            } else {
                Course::Succeed
            };
            let waiter = submit(
                store,
                tenant(act as u128 % 2),
                Act::new(name.clone(), course),
            );
            (name, refuses, waiter)
        })
        .collect();
    waiting
        .into_iter()
        .map(|(name, refuses, waiter)| Told {
            name,
            refuses,
            outcome: waiter.wait(),
        })
        .collect()
}

/// Opens a disk as the next start would, and checks every row against what was answered.
pub(crate) fn check(told: &[Told], disk: &FaultDisk, context: &str) {
    let engine = engine_on(disk).unwrap_or_else(|error| panic!("{context}: {error:?}"));
    let rows = engine.snapshot().unwrap();
    for Told {
        name,
        refuses,
        outcome,
    } in told
    {
        let found = rows_of(name, rows.as_ref());
        let done = if *refuses { REFUSED } else { WRITTEN };
        let allowed = match outcome {
            Ok(_) => !refuses && found == WRITTEN,
            Err(WriteError::Refused(_)) => *refuses && found == REFUSED,
            Err(WriteError::Unavailable) => found == ABSENT,
            Err(WriteError::Unknown) => found == done || found == ABSENT,
            Err(WriteError::Panicked) => false,
        };
        assert!(
            allowed,
            "{context}: {name} was told {outcome:?}, found {found:?}"
        );
    }
}

pub(crate) fn count(told: &[Told], kind: fn(&Result<usize, WriteError>) -> bool) -> usize {
    told.iter().filter(|told| kind(&told.outcome)).count()
}
