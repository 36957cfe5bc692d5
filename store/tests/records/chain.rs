//! The history is what was written, or `verify` finds it (P15).

use proptest::{prelude::*, sample::Index, test_runner::Config};
use serde_json::json;
use store::{
    engine::Direction,
    key,
    overlay::Overlay,
    reader::activity::{Fault, Verified, verify},
};

use crate::{bodies::refused, world::World};

/// Changes, refusals, and refusals that were repeated. Gives the rows as they were before the last
/// repetition too.
fn busy() -> (World, Vec<Vec<u8>>) {
    let mut world = World::new();
    for name in ["ada", "bob", "cleo", "dan"] {
        let id = world.user(name);
        world.set_active(&id, false).unwrap();
        for _ in 0..3 {
            refused(world.create_user(json!({"userName": name})));
        }
        refused(world.delete_user("7"));
    }
    world.group("Staff", &[]);
    let before = entries(&world);
    for name in ["ada", "cleo"] {
        refused(world.create_user(json!({"userName": name})));
    }
    (world, before)
}

fn entries(world: &World) -> Vec<Vec<u8>> {
    let mut values = Vec::new();
    let span = key::activities(world.tenant);
    world
        .rows()
        .scan(span.range(), Direction::Ascending, &mut |_, value| {
            values.push(value.to_vec());
            std::ops::ControlFlow::Continue(())
        })
        .unwrap();
    values
}

fn at(world: &World, position: usize) -> Vec<u8> {
    key::activity(world.tenant, u64::try_from(position).unwrap() + 1)
}

/// What verify says of rows that were changed past all operations.
fn after(world: &World, changes: &[(Vec<u8>, Option<Vec<u8>>)]) -> Verified {
    let rows = world.rows();
    let mut tampered = Overlay::new(&*rows);
    for (key, value) in changes {
        match value {
            Some(value) => tampered.put(key.clone(), value.clone()),
            None => tampered.delete(key.clone()),
        }
    }
    verify(&tampered, world.tenant).unwrap()
}

#[test]
fn a_history_that_nobody_touched_is_whole() {
    let (world, _) = busy();
    let verified = after(&world, &[]);
    let history = world.history();
    assert_eq!(verified.broken, None);
    assert_eq!(
        (verified.checked, verified.first),
        (history.len() as u64, 1)
    );
    assert_eq!(verified.last, history.last().unwrap().seq);
    assert!(
        history.iter().any(|entry| entry.repeated > 3),
        "{history:#?}"
    );
}

#[test]
fn what_is_wrong_is_named_where_it_begins() {
    let (world, before) = busy();
    let now = entries(&world);
    let last = now.len() - 1;
    let put = |position, value: &Vec<u8>| (at(&world, position), Some(value.clone()));
    let drop = |position| (at(&world, position), None);
    let mut edited = now[4].clone();
    let place = edited.windows(4).position(|text| text == b"user");
    edited[place.unwrap()] = b'l';
    let repeated = (0..now.len()).find(|n| now[*n] != before[*n]).unwrap();
    let text = String::from_utf8(now[repeated].clone()).unwrap();
    let recounted = text.replace("\"repeated\":4", "\"repeated\":2");
    assert_ne!(text, recounted);
    for (changes, sequence, fault) in [
        (vec![put(4, &edited)], Some(5), Fault::Altered),
        (vec![drop(4)], Some(5), Fault::Missing),
        (vec![drop(0)], Some(1), Fault::Missing),
        (vec![drop(last)], Some(last as u64 + 1), Fault::Missing),
        (
            vec![drop(last), drop(last - 1)],
            Some(last as u64),
            Fault::Missing,
        ),
        (
            vec![put(2, &now[3]), put(3, &now[2])],
            Some(3),
            Fault::Misplaced,
        ),
        (vec![put(3, &now[2])], Some(4), Fault::Misplaced),
        (
            vec![put(last + 1, &now[last])],
            Some(last as u64 + 2),
            Fault::Foreign,
        ),
        (
            vec![put(repeated, &recounted.into_bytes())],
            Some(repeated as u64 + 1),
            Fault::Recounted,
        ),
        (vec![put(repeated, &before[repeated])], None, Fault::SetBack),
        (vec![put(3, &b"{}".to_vec())], Some(4), Fault::Unreadable),
    ] {
        let verified = after(&world, &changes);
        let broken = verified.broken.unwrap();
        assert_eq!((broken.sequence, broken.fault), (sequence, fault));
        if let Some(sequence) = sequence {
            assert_eq!(verified.checked, sequence.min(last as u64 + 2) - 1);
        }
    }
}

#[test]
fn another_tenants_history_is_none_of_this_ones() {
    let mut world = World::new();
    world.create_tenant(0xb, "Elm School").unwrap();
    let other = roster::TenantId(uuid::Uuid::from_u128(0xb));
    let rows = world.rows();
    let theirs = rows.get(&key::activity(other, 1)).unwrap();
    let counters = rows.get(&key::counters(other)).unwrap();
    let changes = [
        (key::activity(world.tenant, 1), theirs),
        (key::counters(world.tenant), counters),
    ];
    assert_eq!(after(&world, &changes).broken.unwrap().sequence, Some(1));
}

/// One thing that somebody does to the rows of a history.
#[derive(Debug, Clone)]
enum Tampering {
    Edit(Index, Index, u8),
    Cut(Index, Index),
    Drop(Index),
    Swap(Index, Index),
    Copy(Index, Index),
    Append(Index),
    Truncate(usize),
    SetBack(Index),
}

fn tampering() -> impl Strategy<Value = Tampering> {
    use Tampering::*;
    let index = || any::<Index>();
    prop_oneof![
        4 => (index(), index(), 1..=255_u8).prop_map(|(row, byte, by)| Edit(row, byte, by)),
        1 => (index(), index()).prop_map(|(row, byte)| Cut(row, byte)),
        1 => index().prop_map(Drop),
        1 => (index(), index()).prop_map(|(one, other)| Swap(one, other)),
        1 => (index(), index()).prop_map(|(from, to)| Copy(from, to)),
        1 => index().prop_map(Append),
        1 => (1..10_usize).prop_map(Truncate),
        1 => index().prop_map(SetBack),
    ]
}

/// The rows that it changes; none where it changes nothing.
fn changes(
    world: &World,
    now: &[Vec<u8>],
    before: &[Vec<u8>],
    tampering: &Tampering,
) -> Vec<(Vec<u8>, Option<Vec<u8>>)> {
    let count = now.len();
    let put = |position: usize, value: &[u8]| (at(world, position), Some(value.to_vec()));
    let changes = match tampering {
        Tampering::Edit(row, byte, by) => {
            let row = row.index(count);
            let mut value = now[row].clone();
            let byte = byte.index(value.len());
            value[byte] ^= by;
            vec![put(row, &value)]
        }
        Tampering::Cut(row, byte) => {
            let row = row.index(count);
            vec![put(row, &now[row][..byte.index(now[row].len())])]
        }
        Tampering::Drop(row) => vec![(at(world, row.index(count)), None)],
        Tampering::Swap(one, other) => {
            let (one, other) = (one.index(count), other.index(count));
            vec![put(one, &now[other]), put(other, &now[one])]
        }
        Tampering::Copy(from, to) => vec![put(to.index(count), &now[from.index(count)])],
        Tampering::Append(row) => vec![put(count, &now[row.index(count)])],
        Tampering::Truncate(by) => (count - by..count)
            .map(|position| (at(world, position), None))
            .collect(),
        Tampering::SetBack(row) => {
            let row = row.index(count);
            vec![put(row, &before[row])]
        }
    };
    let is_new =
        |(key, value): &(Vec<u8>, Option<Vec<u8>>)| world.rows().get(key).unwrap() != *value;
    changes.into_iter().filter(is_new).collect()
}

#[test]
fn any_single_thing_that_is_done_to_the_history_is_found() {
    let (world, before) = busy();
    let now = entries(&world);
    assert_eq!(now.len(), before.len());
    let config = Config {
        cases: 10_000,
        // Some change nothing: most entries are what they were before, and an entry put in its own
        // place is the same.
        max_global_rejects: 10_000,
        failure_persistence: None,
        ..Config::default()
    };
    proptest!(config, |(tampering in tampering())| {
        let changes = changes(&world, &now, &before, &tampering);
        prop_assume!(!changes.is_empty());
        prop_assert_ne!(after(&world, &changes).broken, None);
    });
}
