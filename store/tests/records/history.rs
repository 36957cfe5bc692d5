//! The tenant's history: every call an entry, every entry a number, repetitions counted.

use serde_json::json;
use store::{
    engine::Direction,
    operation::activity::Note,
    reader,
    record::activity::{EntryError, OperationName, Outcome, Subject},
};

use crate::{
    bodies::{refused, user},
    world::World,
};

fn failed_read(world: &World, id: &str) -> Note {
    Note {
        call: world.call(),
        operation: OperationName::Read,
        result: Outcome::Failed,
        who: Some(Subject::user(id)),
        error: Some(EntryError {
            status: 404,
            scim_type: None,
            detail: "User 7 does not exist".to_owned(),
        }),
        reason: None,
        notes: Vec::new(),
        times: 1,
    }
}

#[test]
fn identical_notes_within_the_hour_are_one_that_counts() {
    let mut world = World::new();
    let first = world.run(&failed_read(&world, "7")).unwrap();
    let other = world.run(&failed_read(&world, "8")).unwrap();
    assert_ne!(first, other);
    for _ in 0..3 {
        world.now += jiff::SignedDuration::from_mins(19);
        assert_eq!(world.run(&failed_read(&world, "7")).unwrap(), first);
    }
    let rows = world.rows();
    let entry = reader::activity::by_sequence(&*rows, world.tenant, first)
        .unwrap()
        .unwrap();
    assert_eq!(entry.repeated, 4);
    assert_eq!(entry.last_at, Some(world.now));
    world.now += jiff::SignedDuration::from_mins(3);
    assert!(
        world.run(&failed_read(&world, "7")).unwrap() > other,
        "an hour has gone by"
    );
}

#[test]
fn refusals_count_too_and_successes_never_do() {
    let mut world = World::new();
    world.user("ada");
    let before = world.history().len();
    for _ in 0..5 {
        refused(world.create_user(json!({"userName": "ada"})));
    }
    assert_eq!(world.history().len(), before + 1);
    assert_eq!(world.last_entry().repeated, 5);
    for n in 0..3 {
        let set = json!([{"op": "replace", "path": "title", "value": format!("{}", n % 2)}]);
        let found = reader::user::by_user_name(&*world.rows(), world.tenant, "ada");
        let id = found.unwrap().unwrap().id.to_string();
        world.patch_user(&id, set).unwrap();
    }
    assert_eq!(world.history().len(), before + 4);
}

#[test]
fn notes_of_different_tokens_stay_apart() {
    let mut world = World::new();
    let (one, other) = (
        world.create_token("one").unwrap(),
        world.create_token("two").unwrap(),
    );
    world.call_as(&one);
    let first = world.run(&failed_read(&world, "7")).unwrap();
    world.call_as(&other);
    assert_ne!(world.run(&failed_read(&world, "7")).unwrap(), first);
    let entry = world.last_entry();
    assert_eq!(entry.source.name.as_deref(), Some("two"));
    assert_eq!(entry.source.client.as_deref(), Some("test/1.0"));
}

#[test]
fn a_password_is_nowhere() {
    let mut world = World::new();
    let mut body = user("ada");
    body["password"] = json!("open sesame");
    let id = world.create_user(body).unwrap().id;
    let set = json!([{"op": "replace", "path": "password", "value": "open sesame"}]);
    world.patch_user(&id, set).unwrap();
    let rows = world.rows();
    let everything = store::engine::KeyRange {
        from: &[],
        to: &[0xff; 17],
    };
    rows.scan(everything, Direction::Ascending, &mut |_, value| {
        assert!(!String::from_utf8_lossy(value).contains("sesame"));
        std::ops::ControlFlow::Continue(())
    })
    .unwrap();
}

#[test]
fn changes_are_bounded() {
    let mut world = World::new();
    let id = world.user("ada");
    let long = "x".repeat(5_000);
    let set = json!([{"op": "replace", "path": "title", "value": long}]);
    world.patch_user(&id, set).unwrap();
    let entry = world.last_entry();
    assert_eq!(entry.changes.0["title"], json!({"to": "(5002 bytes)"}));
}

#[test]
fn tolerances_are_told() {
    let mut world = World::new();
    let mut body = user("ada");
    body["active"] = json!("True");
    world.create_user(body).unwrap();
    let notes = world.last_entry().notes;
    assert_eq!(notes.len(), 1);
    assert_eq!(
        (notes[0].tolerance.as_str(), notes[0].subject.as_str()),
        ("string-boolean", "active")
    );
}

#[test]
fn pages_run_in_either_direction() {
    let mut world = World::new();
    for name in ["a", "b", "c", "d"] {
        world.user(name);
    }
    let rows = world.rows();
    let page = |from, direction, limit| -> Vec<u64> {
        let entries = reader::activity::page(&*rows, world.tenant, from, direction, limit).unwrap();
        entries.into_iter().map(|entry| entry.seq).collect()
    };
    assert_eq!(page(None, Direction::Ascending, 2), [1, 2]);
    assert_eq!(page(Some(2), Direction::Ascending, 2), [3, 4]);
    assert_eq!(page(None, Direction::Descending, 2), [5, 4]);
    assert_eq!(page(Some(4), Direction::Descending, 9), [3, 2, 1]);
    assert!(page(Some(5), Direction::Ascending, 9).is_empty());
    assert!(page(None, Direction::Ascending, 0).is_empty());
}

#[test]
fn an_entry_is_readable_json() {
    let mut world = World::new();
    world.user("ada");
    let json = serde_json::to_value(world.last_entry()).unwrap();
    assert_eq!(json["operation"], "create");
    assert_eq!(json["result"], "succeeded");
    assert_eq!(json["who"]["type"], "person");
    assert_eq!(json["source"], json!({"kind": "admin", "name": "uid 0"}));
    assert_eq!(json["events"][0]["type"], "member.created");
    for absent in ["error", "reason", "notes", "changes", "repeated", "last_at"] {
        assert!(json.get(absent).is_none(), "{absent}");
    }
}
