//! How many rows an operation writes: each costs, at every push.

use serde_json::json;

use crate::{bodies::user, world::World};

#[test]
fn a_new_user_takes_nine_rows() {
    let mut world = World::new();
    world.create_user(user("ada")).unwrap();
    // The user, by name, externalId and address, the member, the counters, the entry, by whom it
    // is found, and the person's key.
    assert_eq!(world.last_changes, 9);
}

#[test]
fn a_deactivation_takes_five_rows() {
    let mut world = World::new();
    let ada = world.user("ada");
    world.set_active(&ada, false).unwrap();
    // The user, the member, the counters, the entry, and by whom it is found.
    assert_eq!(world.last_changes, 5);
}

#[test]
fn a_change_that_is_nothing_to_a_member_takes_four_rows() {
    let mut world = World::new();
    let ada = world.user("ada");
    world
        .patch_user(&ada, json!([{"op": "add", "path": "title", "value": "x"}]))
        .unwrap();
    assert_eq!(world.last_changes, 4);
}

#[test]
fn a_new_address_writes_only_the_index_rows_that_change() {
    let mut world = World::new();
    let ada = world.user("ada");
    let set =
        json!([{"op": "replace", "path": "emails[primary eq true].value", "value": "a@y.org"}]);
    world.patch_user(&ada, set).unwrap();
    // As a deactivation, and the old address and the new one.
    assert_eq!(world.last_changes, 7);
}

#[test]
fn a_refused_create_takes_three_rows_and_its_repetition_two() {
    let mut world = World::new();
    world.user("ada");
    world.create_user(user("ada")).unwrap_err();
    assert_eq!(world.last_changes, 3, "the entry, its key and the counters");
    world.create_user(user("ada")).unwrap_err();
    assert_eq!(world.last_changes, 2, "the entry and the counters");
}

#[test]
fn membership_costs_the_same_in_a_large_group() {
    let mut world = World::new();
    let ids: Vec<String> = (0..300).map(|n| world.user(&format!("u{n}"))).collect();
    let members: Vec<&str> = ids.iter().map(String::as_str).collect();
    let (small, large) = (
        world.group("Small", &[]),
        world.group("Large", &members[1..]),
    );
    for group in [small, large] {
        let add = json!([{"op": "add", "path": "members", "value": [{"value": ids[0]}]}]);
        world.patch_group(&group, add).unwrap();
        assert_eq!(world.last_changes, 6);
    }
}

#[test]
fn another_name_takes_two_rows_more_for_each_group_that_shows_it() {
    let mut world = World::new();
    let ada = world.user("ada");
    let rename = |name: &str| json!([{"op": "replace", "path": "userName", "value": name}]);
    world.patch_user(&ada, rename("b")).unwrap();
    let alone = world.last_changes;
    let groups = ["One", "Two", "Three"].map(|name| world.group(name, &[&ada]));
    world.patch_user(&ada, rename("c")).unwrap();
    assert_eq!(world.last_changes, alone + 2 * groups.len());

    let title = json!([{"op": "replace", "path": "title", "value": "x"}]);
    world.patch_user(&ada, title).unwrap();
    assert_eq!(world.last_changes, 4, "what no group shows");
}
