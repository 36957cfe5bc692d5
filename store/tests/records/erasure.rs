//! What the history says of a person is under their key, and gone with it (P16).

use serde_json::{Value, json};
use store::{
    engine::{Direction, KeyRange},
    operation::{Refusal, activity::ErasePerson},
    reader::activity::{NotOne, traces, verify},
    record::activity::{OperationName, Outcome},
};

use crate::{
    bodies::{refused, user},
    world::World,
};

/// No hexadecimal number says that.
const NAME: &str = "quuxley";

/// How many rows say it, of all or of the history alone.
fn rows_saying(world: &World, only_history: bool) -> usize {
    let history = store::key::activities(world.tenant);
    let everything = KeyRange {
        from: &[],
        to: &[0xff; 17],
    };
    let range = if only_history {
        history.range()
    } else {
        everything
    };
    let mut count = 0;
    world
        .rows()
        .scan(range, Direction::Ascending, &mut |key, value| {
            let said = [key, value].map(|text| String::from_utf8_lossy(text).contains(NAME));
            count += usize::from(said.contains(&true));
            std::ops::ControlFlow::Continue(())
        })
        .unwrap();
    count
}

fn erase(world: &mut World, person: &str) -> Result<u64, Refusal> {
    let traces = traces(&*world.rows(), world.tenant, person)
        .unwrap()
        .unwrap();
    let entries = traces.entries;
    let operation = ErasePerson {
        call: world.call(),
        traces,
    };
    world.run(&operation).map(|()| entries)
}

/// Created, refused, changed and deleted. Gives the id of the directory record.
fn lived(world: &mut World) -> String {
    let id = world.user(NAME);
    refused(world.create_user(user(NAME)));
    let set = json!([{"op": "replace", "path": "title", "value": format!("{NAME} of Oak")}]);
    world.patch_user(&id, set).unwrap();
    world.set_grace(0);
    world.delete_user(&id).unwrap();
    id
}

#[test]
fn what_is_said_of_a_person_is_read_by_readers_and_stands_in_no_row() {
    let mut world = World::new();
    world.user("bob");
    lived(&mut world);
    assert_eq!(rows_saying(&world, true), 0);
    let history = serde_json::to_string(&world.history()).unwrap();
    assert!(history.contains(&format!("{NAME}@")) && history.contains("of Oak"));
    assert!(!history.contains("sealed") && !history.contains("erased"));
}

#[test]
fn whoever_is_erased_is_in_no_row_any_more_and_the_history_is_whole() {
    let mut world = World::new();
    let bob = world.user("bob");
    let id = lived(&mut world);
    assert_ne!(rows_saying(&world, false), 0, "the tombstone");
    let count = world.history().len();
    let by_others = |world: &World| -> Vec<Value> {
        let entries = world.history().into_iter();
        let others = entries.filter(|entry| !entry.erased);
        others
            .map(|entry| serde_json::to_value(entry).unwrap())
            .collect()
    };
    let address = format!("{}@x.org", NAME.to_uppercase());
    let found = traces(&*world.rows(), world.tenant, &id).unwrap();
    let email = world.history()[2].who.clone();
    let email = serde_json::to_value(email).unwrap()["email"].clone();
    let address = email.as_str().map_or(address, str::to_uppercase);
    assert_eq!(
        found.unwrap().keys,
        traces(&*world.rows(), world.tenant, &address)
            .unwrap()
            .unwrap()
            .keys
    );

    assert_eq!(erase(&mut world, &address).unwrap(), 4);
    assert_eq!(rows_saying(&world, false), 0);
    let verified = verify(&*world.rows(), world.tenant).unwrap();
    assert_eq!(
        (verified.broken, verified.checked),
        (None, count as u64 + 1)
    );
    let history = world.history();
    assert_eq!(history.iter().filter(|entry| entry.erased).count(), 4);
    let create = serde_json::to_value(&history[2]).unwrap();
    assert_eq!(
        (&create["who"]["user"], &create["erased"]),
        (&json!(id), &json!(true))
    );
    assert_eq!(create["who"].get("name"), None);
    assert!(
        by_others(&world)
            .iter()
            .any(|entry| entry["who"]["user"] == bob.as_str())
    );
    let last = world.last_entry();
    assert_eq!(
        (last.operation, last.result),
        (OperationName::PersonErase, Outcome::Succeeded)
    );
    assert!(!serde_json::to_string(&last).unwrap().contains(NAME));

    // Nobody of this address is known any more, and the ids still find what is left.
    let gone = traces(&*world.rows(), world.tenant, &address).unwrap();
    assert_eq!(gone, Err(NotOne(Vec::new())));
    erase(&mut world, &id).unwrap();
    assert_eq!(world.last_entry().result, Outcome::Unchanged);
}

#[test]
fn whoever_is_there_is_not_erased() {
    let mut world = World::new();
    let id = world.user(NAME);
    let there = |outcome: Result<u64, Refusal>| {
        assert!(
            matches!(outcome, Err(Refusal::StillThere(_))),
            "{outcome:?}"
        );
    };
    there(erase(&mut world, &id));
    assert_eq!(world.last_entry().result, Outcome::Failed);
    let member = world.delete_user(&id).unwrap().member.unwrap().id;
    there(erase(&mut world, &member.to_string()));
    assert_eq!(world.member(member).id, member);
    world.add_member("zoe@x.org").unwrap();
    there(erase(&mut world, "zoe@x.org"));
    assert!(world.history().iter().all(|entry| !entry.erased));
}

#[test]
fn whoever_comes_back_after_that_is_somebody_new() {
    let mut world = World::new();
    let id = lived(&mut world);
    let before = world.history()[1].who.clone();
    erase(&mut world, &id).unwrap();
    world.user(NAME);
    let entry = world.last_entry();
    assert_eq!(
        entry.operation,
        OperationName::Create,
        "no link to who was there"
    );
    let member = |who| serde_json::to_value(who).unwrap()["member"].clone();
    assert_ne!(member(entry.who.clone()), member(before));
    assert!(!entry.erased);
}

#[test]
fn a_name_that_two_have_erases_neither() {
    let mut world = World::new();
    for name in ["one", "two"] {
        let mut body = user(name);
        body["displayName"] = json!(NAME);
        world.create_user(body).unwrap();
    }
    let found = traces(&*world.rows(), world.tenant, NAME).unwrap();
    assert!(matches!(found, Err(NotOne(meant)) if meant.len() == 2));
}
