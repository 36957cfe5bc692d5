//! Events are found by halving over entries, many of which have none.

use jiff::SignedDuration;
use serde_json::json;
use store::{
    engine::memory::MemoryEngine,
    operation::activity::{Acknowledge, ForgetActivity},
    reader::{
        feed::{self, Expired, What},
        member, receipt, replay,
    },
    record::activity::Source,
};

use crate::{
    bodies::{refused, user},
    world::World,
};

/// Entries with no event, one, and several.
fn mixed() -> World {
    let mut world = World::new();
    for name in ["ada", "bob", "cleo"] {
        let id = world.user(name);
        refused(world.create_user(user(name)));
        let title = json!([{ "op": "replace", "path": "title", "value": name }]);
        world.patch_user(&id, title).unwrap();
        let off = json!([{ "op": "replace", "path": "active", "value": false }]);
        world.patch_user(&id, off).unwrap();
    }
    world
}

fn seqs(world: &World, after: u64, limit: usize) -> Result<Vec<u64>, Expired> {
    let feed = feed::after(&*world.rows(), world.tenant, after, limit).unwrap()?;
    Ok(feed.events.iter().map(|event| event.seq).collect())
}

#[test]
fn a_page_begins_behind_any_event_and_has_as_many_as_are_asked_for() {
    let world = mixed();
    let last = world.counters().next_event - 1;
    assert!(last >= 6, "{last}");
    for after in 0..=last {
        for limit in [1, 2, 3, 100] {
            let end = last.min(after + u64::try_from(limit).unwrap());
            let wanted: Vec<u64> = (after + 1..=end).collect();
            assert_eq!(seqs(&world, after, limit), Ok(wanted), "{after}, {limit}");
        }
    }
    let beyond = Expired { first: 1, last };
    assert_eq!(seqs(&world, last + 1, 1), Err(beyond));
    assert_eq!(seqs(&world, u64::MAX, 1), Err(beyond));
}

#[test]
fn an_event_tells_of_the_member_as_they_were() {
    let world = mixed();
    let feed = feed::after(&*world.rows(), world.tenant, 0, 100)
        .unwrap()
        .unwrap();
    let states: Vec<_> = feed
        .events
        .iter()
        .filter_map(|event| match &event.what {
            What::Member(_, Some(told)) => Some((
                event.kind.as_str(),
                told.member.state.as_str(),
                told.denial.as_deref(),
            )),
            _ => None,
        })
        .take(2)
        .collect();
    assert_eq!(
        states,
        [
            ("member.created", "active", None),
            ("member.deactivated", "deactivated", Some("deactivated")),
        ]
    );
}

#[test]
fn what_was_forgotten_is_named_and_acknowledgements_go_with_it() {
    let mut world = mixed();
    let early = world.counters().next_event - 1;
    let acknowledge = |world: &World, event| Acknowledge {
        call: world.call(),
        event,
        delivered_at: None,
    };
    let first = acknowledge(&world, early);
    assert_eq!(world.run(&first).unwrap(), early);
    world.now += SignedDuration::from_hours(181 * 24);
    world.user("dora");
    let last = world.counters().next_event - 1;
    let second = acknowledge(&world, last);
    assert_eq!(world.run(&second).unwrap(), last);
    let mut call = world.call();
    call.source = Source::timer();
    let forgotten = world.run(&ForgetActivity { call, limit: 100 }).unwrap();
    assert!(forgotten.dropped > 0);

    let expired = Expired {
        first: early + 1,
        last,
    };
    for after in 0..early {
        assert_eq!(seqs(&world, after, 9), Err(expired), "{after}");
    }
    assert_eq!(seqs(&world, early, 9), Ok((early + 1..=last).collect()));
    let rows = world.rows();
    assert_eq!(receipt::acknowledged(&*rows, world.tenant).unwrap(), last);
    let behind = receipt::outlived(&*rows, world.tenant, early + 1, 9).unwrap();
    assert!(behind.is_empty(), "{behind:?}");
}

#[test]
fn a_member_who_was_edited_past_the_log_is_found_by_the_replay() {
    let world = mixed();
    let replayed =
        |world: &World| replay::replay(&*world.rows(), world.tenant, &MemoryEngine::new()).unwrap();
    let before = replayed(&world);
    assert_eq!((before.different, before.members), (0, 3));
    assert_eq!(before.rebuilt, before.stored);

    let mut members = member::list(&*world.rows(), world.tenant, None, 1).unwrap();
    let ada = members.remove(0);
    let key = store::key::person(world.tenant, ada.id);
    let row = world.rows().get(&key).unwrap().unwrap();
    let edited = String::from_utf8(row)
        .unwrap()
        .replace(&ada.email, "eve@example.com");
    world.write([(key.clone(), Some(edited.into_bytes()))]);
    let after = replayed(&world);
    assert_eq!((after.different, after.named), (1, vec![ada.id]));
    assert_ne!(after.rebuilt, after.stored);

    world.write([(key, None)]);
    let gone = replayed(&world);
    assert_eq!((gone.different, gone.named), (1, vec![ada.id]));
}
