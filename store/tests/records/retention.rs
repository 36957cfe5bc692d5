//! Entries that are too old are dropped from the front, and what is left is still whole (D18).

use jiff::SignedDuration;
use serde_json::json;
use store::{
    key,
    operation::activity::{ForgetActivity, Forgotten},
    overlay::Overlay,
    reader::{
        self,
        activity::{Fault, Filter, OfPerson, verify},
    },
    record::activity::Source,
};

use crate::{bodies::refused, world::World};

const DAY: i64 = 24;
const KEPT: i64 = 180 * DAY;

fn forget(world: &mut World, limit: usize) -> Forgotten {
    let mut call = world.call();
    call.source = Source::timer();
    world.run(&ForgetActivity { call, limit }).unwrap()
}

fn numbers(world: &World) -> Vec<u64> {
    world.history().iter().map(|entry| entry.seq).collect()
}

/// Two entries that are old, a refusal that was repeated a little later, and two that are young.
fn aged() -> World {
    let mut world = World::new();
    world.user("ada");
    refused(world.create_user(json!({"userName": "ada"})));
    world.now += SignedDuration::from_mins(30);
    refused(world.create_user(json!({"userName": "ada"})));
    world.wait_hours(KEPT - DAY);
    world.user("bob");
    world.user("cleo");
    world
}

#[test]
fn only_what_is_too_old_is_dropped() {
    let mut world = aged();
    assert_eq!(forget(&mut world, 100).dropped, 0);
    assert_eq!(world.last_changes, 0);
    world.now += SignedDuration::from_mins(24 * 60 - 30);
    assert_eq!(forget(&mut world, 100).dropped, 2);
    assert_eq!(
        numbers(&world),
        [3, 4, 5],
        "the refusal lasts to its last time"
    );
    world.now += SignedDuration::from_mins(30);
    assert_eq!(forget(&mut world, 100).dropped, 1);
    assert_eq!(numbers(&world), [4, 5]);
    let verified = verify(&*world.rows(), world.tenant).unwrap();
    assert_eq!(
        (
            verified.broken,
            verified.checked,
            verified.first,
            verified.last
        ),
        (None, 2, 4, 5)
    );
}

#[test]
fn chunks_drop_what_one_run_would() {
    let (mut one, mut many) = (aged(), aged());
    for world in [&mut one, &mut many] {
        world.wait_hours(DAY + 1);
    }
    assert_eq!(forget(&mut one, 100).dropped, 3);
    for left in [2, 1, 0] {
        assert_eq!(forget(&mut many, 1).dropped, 1);
        assert_eq!(many.history().len(), 2 + left);
    }
    assert_eq!(one.counters(), many.counters());
    assert_eq!(one.history(), many.history());
}

#[test]
fn what_is_found_by_a_person_is_dropped_with_it() {
    let mut world = aged();
    let who = serde_json::to_value(&world.history()[1].who).unwrap();
    let ada = who["user"].as_str().unwrap().to_owned();
    world.wait_hours(DAY + 1);
    forget(&mut world, 100);
    let filter = Filter {
        person: Some(OfPerson::read(&ada)),
        ..Filter::default()
    };
    let direction = store::engine::Direction::Ascending;
    let rows = world.rows();
    let found =
        reader::activity::search(&*rows, world.tenant, &filter, None, direction, 9).unwrap();
    assert!(found.entries.is_empty());
}

#[test]
fn the_sequence_and_the_chain_go_on_when_all_were_dropped() {
    let mut world = aged();
    world.wait_hours(2 * KEPT);
    let forgotten = forget(&mut world, 100);
    assert_eq!((forgotten.dropped, forgotten.next), (5, None));
    assert!(
        reader::due::wake_until(&*world.rows(), world.now, 9)
            .unwrap()
            .is_empty()
    );
    let verified = verify(&*world.rows(), world.tenant).unwrap();
    assert_eq!((verified.broken, verified.checked), (None, 0));
    world.user("dan");
    assert_eq!(numbers(&world), [6]);
    // Changes are counted on, and a new entry is one that is to be dropped some day.
    assert_eq!(world.counters().changes, 5);
    let next = reader::due::next_forgetting(&*world.rows(), &world.facts()).unwrap();
    assert!(next.unwrap() > world.now + SignedDuration::from_hours(KEPT - 1));
}

#[test]
fn what_was_dropped_cannot_come_back_and_what_is_left_cannot_be_cut() {
    let mut world = aged();
    let old = world.rows().get(&key::activity(world.tenant, 2)).unwrap();
    world.wait_hours(DAY + 1);
    forget(&mut world, 100);
    let tampered = |number, value: Option<&Vec<u8>>| {
        let rows = world.rows();
        let mut overlay = Overlay::new(&*rows);
        let key = key::activity(world.tenant, number);
        match value {
            Some(value) => overlay.put(key, value.clone()),
            None => overlay.delete(key),
        }
        let broken = verify(&overlay, world.tenant).unwrap().broken.unwrap();
        (broken.sequence.unwrap(), broken.fault)
    };
    assert_eq!(tampered(2, old.as_ref()), (2, Fault::Returned));
    assert_eq!(tampered(4, None), (4, Fault::Missing));
    assert_eq!(tampered(5, None), (5, Fault::Missing));
}

#[test]
fn a_sleeping_tenant_is_woken_once_a_day_at_most() {
    let mut world = World::new();
    for n in 0..20 {
        world.user(&format!("u{n}"));
        world.wait_hours(5);
    }
    let mut woken = Vec::new();
    for _ in 0..21 {
        let rows = world.rows();
        let Some(at) = reader::due::next_wake(&*rows).unwrap() else {
            break;
        };
        woken.push(at);
        world.now = at;
        forget(&mut world, 100);
    }
    assert!(world.history().is_empty());
    assert_eq!(woken.len(), 5, "for a hundred hours of entries: {woken:?}");
    for days in woken.windows(2) {
        assert_eq!(
            days[1].duration_since(days[0]),
            SignedDuration::from_hours(DAY)
        );
    }
}
