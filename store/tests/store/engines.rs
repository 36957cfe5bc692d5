//! redb against the model: the same commits, the same reads.

use std::ops::ControlFlow;

use proptest::{collection::vec, prelude::*};
use store::{
    engine::{Direction, Engine, KeyRange, Rows, Transaction, memory::MemoryEngine},
    error::{CommitError, EngineError},
};
use testkit::fault_disk::FaultDisk;

use crate::house::engine_on;

type Write = (Vec<u8>, Option<Vec<u8>>);

#[derive(Debug, Clone)]
struct Commit {
    writes: Vec<Write>,
    /// The batch fails after its writes.
    fails: bool,
    reopen_after: bool,
}

fn key() -> impl Strategy<Value = Vec<u8>> {
    vec(
        prop_oneof![Just(0u8), Just(1), Just(0x80), Just(0xff)],
        0..4,
    )
}

/// Some values are longer than a page.
fn value() -> impl Strategy<Value = Vec<u8>> {
    (any::<u8>(), prop_oneof![0usize..8, Just(9000)]).prop_map(|(byte, length)| vec![byte; length])
}

fn commit() -> impl Strategy<Value = Commit> {
    let writes = vec((key(), proptest::option::weighted(0.7, value())), 0..12);
    (writes, prop::bool::weighted(0.2), prop::bool::weighted(0.1)).prop_map(
        |(writes, fails, reopen_after)| Commit {
            writes,
            fails,
            reopen_after,
        },
    )
}

fn range() -> impl Strategy<Value = (Vec<u8>, Vec<u8>)> {
    (key(), prop_oneof![key(), Just(vec![0xff; 5])])
}

fn write(transaction: &mut dyn Transaction, writes: &[Write]) -> Result<(), EngineError> {
    for (key, value) in writes {
        match value {
            Some(value) => transaction.put(key, value)?,
            None => transaction.delete(key)?,
        }
    }
    Ok(())
}

fn apply(engine: &dyn Engine, commit: &Commit) {
    let committed = engine.commit(&mut |transaction| {
        write(transaction, &commit.writes)?;
        if commit.fails {
            Err(EngineError::Storage("changed its mind".to_owned()))
        } else {
            Ok(())
        }
    });
    assert!(if commit.fails {
        matches!(committed, Err(CommitError::Refused(_)))
    } else {
        committed.is_ok()
    });
    if commit.reopen_after {
        engine.reopen().unwrap();
    }
}

fn all(rows: &dyn Rows, (from, to): &(Vec<u8>, Vec<u8>), direction: Direction) -> Vec<Write> {
    let mut seen = Vec::new();
    rows.scan(KeyRange { from, to }, direction, &mut |key, value| {
        seen.push((key.to_vec(), Some(value.to_vec())));
        ControlFlow::Continue(())
    })
    .unwrap();
    seen
}

fn same_reads(
    one: &dyn Rows,
    other: &dyn Rows,
    commits: &[Commit],
    ranges: &[(Vec<u8>, Vec<u8>)],
) -> Result<(), TestCaseError> {
    for range in ranges {
        for direction in [Direction::Ascending, Direction::Descending] {
            prop_assert_eq!(all(one, range, direction), all(other, range, direction));
        }
    }
    for (key, _) in commits.iter().flat_map(|commit| &commit.writes) {
        prop_assert_eq!(one.get(key).unwrap(), other.get(key).unwrap());
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn redb_reads_like_the_model_now_and_as_of_a_snapshot(
        before in vec(commit(), 0..6),
        after in vec(commit(), 0..6),
        ranges in vec(range(), 1..6),
    ) {
        let (model, redb) = (MemoryEngine::new(), engine_on(&FaultDisk::new()).unwrap());
        for commit in &before {
            apply(&model, commit);
            apply(&redb, commit);
        }
        let then = (model.snapshot().unwrap(), redb.snapshot().unwrap());
        for commit in &after {
            apply(&model, commit);
            apply(&redb, commit);
        }
        let now = (model.snapshot().unwrap(), redb.snapshot().unwrap());
        same_reads(now.0.as_ref(), now.1.as_ref(), &[before.clone(), after.clone()].concat(), &ranges)?;
        // A snapshot does not outlive a reopen; up to then it stays as it was.
        if !after.iter().any(|commit| commit.reopen_after) {
            same_reads(then.0.as_ref(), then.1.as_ref(), &before, &ranges)?;
        }
    }

    #[test]
    fn a_transaction_reads_its_own_writes(
        below in commit(),
        above in commit(),
        ranges in vec(range(), 1..6),
    ) {
        let (model, redb) = (MemoryEngine::new(), engine_on(&FaultDisk::new()).unwrap());
        apply(&model, &below);
        apply(&redb, &below);
        let mut same = Ok(());
        model.commit(&mut |one| {
            write(one, &above.writes)?;
            redb.commit(&mut |other| {
                write(other, &above.writes)?;
                same = same_reads(one, other, &[below.clone(), above.clone()], &ranges);
                Ok(())
            })
            .map_err(|_| EngineError::Closed)
        })
        .unwrap();
        same?;
    }
}
