use std::{collections::BTreeMap, ops::ControlFlow};

use proptest::{collection::vec, prelude::*};

use super::Overlay;
use crate::{
    engine::{Direction, Engine, KeyRange, Rows, memory::MemoryEngine},
    error::{CommitError, EngineError},
};

type Map = BTreeMap<Vec<u8>, Vec<u8>>;

/// Few and short keys, so that writes meet each other, with bytes at both ends of the order.
fn key() -> impl Strategy<Value = Vec<u8>> {
    vec(
        prop_oneof![Just(0u8), Just(1), Just(0x7f), Just(0xff)],
        1..4,
    )
}

fn writes() -> impl Strategy<Value = Vec<(Vec<u8>, Option<Vec<u8>>)>> {
    vec((key(), proptest::option::of(vec(any::<u8>(), 0..3))), 0..24)
}

fn direction() -> impl Strategy<Value = Direction> {
    prop_oneof![Just(Direction::Ascending), Just(Direction::Descending)]
}

/// The first `limit` rows of a range.
fn rows(
    from: &dyn Rows,
    range: KeyRange<'_>,
    direction: Direction,
    limit: usize,
) -> Vec<(Vec<u8>, Vec<u8>)> {
    let mut rows = Vec::new();
    from.scan(range, direction, &mut |key, value| {
        rows.push((key.to_vec(), value.to_vec()));
        if rows.len() < limit {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    })
    .unwrap();
    rows
}

fn expected(
    map: &Map,
    range: KeyRange<'_>,
    direction: Direction,
    limit: usize,
) -> Vec<(Vec<u8>, Vec<u8>)> {
    let inside = map
        .iter()
        .filter(|(key, _)| range.from <= key.as_slice() && key.as_slice() < range.to)
        .map(|(key, value)| (key.clone(), value.clone()));
    match direction {
        Direction::Ascending => inside.take(limit).collect(),
        Direction::Descending => {
            let mut inside: Vec<_> = inside.collect();
            inside.reverse();
            inside.truncate(limit);
            inside
        }
    }
}

fn apply(map: &mut Map, writes: &[(Vec<u8>, Option<Vec<u8>>)]) {
    for (key, value) in writes {
        match value {
            Some(value) => map.insert(key.clone(), value.clone()),
            None => map.remove(key),
        };
    }
}

fn engine_with(map: &Map) -> MemoryEngine {
    let engine = MemoryEngine::new();
    engine
        .commit(&mut |tx| map.iter().try_for_each(|(key, value)| tx.put(key, value)))
        .map_err(CommitError::into_engine_error)
        .unwrap();
    engine
}

proptest! {
    /// Below are the rows of the batch, above one operation's writes; together they must read as
    /// one map, whichever way and however far a scan goes.
    #[test]
    fn an_overlay_reads_as_its_base_with_the_writes_applied(
        below in writes(),
        above in writes(),
        from in key(),
        to in key(),
        direction in direction(),
        limit in 1usize..12,
    ) {
        let mut map = Map::new();
        apply(&mut map, &below);
        let base = engine_with(&map).snapshot().unwrap();
        let mut overlay = Overlay::new(base.as_ref());
        for (key, value) in &above {
            match value {
                Some(value) => overlay.put(key.clone(), value.clone()),
                None => overlay.delete(key.clone()),
            }
        }
        apply(&mut map, &above);

        let range = KeyRange { from: &from, to: &to };
        prop_assert_eq!(
            rows(&overlay, range, direction, limit),
            expected(&map, range, direction, limit)
        );
        for (key, _) in below.iter().chain(&above) {
            prop_assert_eq!(overlay.get(key).unwrap(), map.get(key).cloned());
        }
    }
}

/// Rows that cannot be read.
struct Broken;

impl Rows for Broken {
    fn get(&self, _: &[u8]) -> Result<Option<Vec<u8>>, EngineError> {
        Err(EngineError::Closed)
    }

    fn scan(
        &self,
        _: KeyRange<'_>,
        _: Direction,
        _: &mut crate::engine::Visit<'_>,
    ) -> Result<(), EngineError> {
        Err(EngineError::Closed)
    }
}

#[test]
fn an_error_of_the_base_is_not_taken_for_the_end_of_its_rows() {
    let mut overlay = Overlay::new(&Broken);
    overlay.put(vec![1], vec![1]);
    assert_eq!(overlay.get(&[1]).unwrap(), Some(vec![1]));
    assert!(overlay.get(&[2]).is_err());
    let mut seen = 0;
    let scanned = overlay.scan(
        KeyRange {
            from: &[0],
            to: &[9],
        },
        Direction::Ascending,
        &mut |_, _| {
            seen += 1;
            ControlFlow::Continue(())
        },
    );
    assert!(scanned.is_err());
    assert_eq!(seen, 0);
}
