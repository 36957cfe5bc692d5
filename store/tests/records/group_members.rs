//! PATCH of `members`: every spelling that identity providers use.

use serde_json::{Value, json};
use store::{
    reader,
    record::activity::{OperationName, Outcome},
};

use crate::{
    bodies::{event_names, refused},
    world::World,
};

fn staff() -> (World, String, Vec<String>) {
    let mut world = World::new();
    let ids: Vec<String> = ["ada", "bob", "cleo"]
        .iter()
        .map(|name| world.user(name))
        .collect();
    let group = world.group("Staff", &[&ids[0], &ids[1]]);
    (world, group, ids)
}

/// Makes an operation of the ids of three users.
type Spelling = fn(&[String]) -> Value;

#[test]
fn each_spelling_does_what_it_says() {
    let cases: [(Spelling, &[&str]); 11] = [
        (
            |ids| json!({"op": "Add", "path": "members", "value": [{"value": ids[2]}]}),
            &["ada", "bob", "cleo"],
        ),
        (
            |ids| json!({"op": "add", "value": {"members": [{"value": ids[2]}]}}),
            &["ada", "bob", "cleo"],
        ),
        (
            |ids| json!({"op": "add", "path": "members", "value": [{"value": ids[0]}]}),
            &["ada", "bob"],
        ),
        (
            |ids| json!({"op": "Remove", "path": "members", "value": [{"value": ids[0]}]}),
            &["bob"],
        ),
        (
            |ids| json!({"op": "remove", "path": format!("members[value eq \"{}\"]", ids[0])}),
            &["bob"],
        ),
        (
            |ids| json!({"op": "remove", "path": format!("members[value eq \"{}\"]", ids[2])}),
            &["ada", "bob"],
        ),
        (
            |_| json!({"op": "remove", "path": "members[display sw \"b\"]"}),
            &["ada"],
        ),
        (
            |_| json!({"op": "remove", "path": "members", "value": []}),
            &["ada", "bob"],
        ),
        (|_| json!({"op": "remove", "path": "members"}), &[]),
        (
            |ids| json!({"op": "replace", "path": "members", "value": [{"value": ids[2]}, {"value": ids[1]}]}),
            &["bob", "cleo"],
        ),
        (
            |_| json!({"op": "replace", "path": "members", "value": []}),
            &[],
        ),
    ];
    for (operation, expected) in cases {
        let (mut world, group, ids) = staff();
        let operation = operation(&ids);
        world.patch_group(&group, json!([operation])).unwrap();
        assert_eq!(world.members_of(&group), expected, "{operation}");
    }
}

#[test]
fn operations_work_in_order_and_only_their_sum_is_written() {
    let (mut world, group, ids) = staff();
    let written = world
        .patch_group(
            &group,
            json!([
                {"op": "add", "path": "members", "value": [{"value": ids[2]}]},
                {"op": "remove", "path": format!("members[value eq \"{}\"]", ids[2])},
                {"op": "remove", "path": "members"},
                {"op": "add", "path": "members", "value": [{"value": ids[0]}, {"value": ids[1]}]},
            ]),
        )
        .unwrap();
    assert_eq!((written.result, written.version), (Outcome::Unchanged, 1));
    assert_eq!(world.members_of(&group), ["ada", "bob"]);
}

#[test]
fn to_add_one_member_writes_two_rows_and_four_that_tell_of_it() {
    let (mut world, group, ids) = staff();
    let add = json!([{"op": "add", "path": "members", "value": [{"value": ids[2]}]}]);
    let written = world.patch_group(&group, add).unwrap();
    assert_eq!(world.last_changes, 6);
    assert_eq!(
        (written.version, written.operation),
        (2, OperationName::GroupMembers)
    );
    let entry = world.last_entry();
    assert_eq!(event_names(&entry), ["group.member_added"]);
    assert_eq!(entry.events[0].ids, [ids[2].clone()]);
    assert_eq!(entry.changes.0["members"], json!({"from": 2, "to": 3}));
}

#[test]
fn an_unknown_member_is_ignored_and_reported() {
    let (mut world, group, ids) = staff();
    for unknown in ["nobody", "0190b7a4-7f3e-7cc1-8f6e-1a2b3c4d5e6f"] {
        let add = json!([{"op": "add", "path": "members", "value": [
            {"value": unknown}, {"value": ids[2]},
        ]}]);
        let written = world.patch_group(&group, add).unwrap();
        assert_eq!(world.members_of(&group), ["ada", "bob", "cleo"]);
        assert_eq!(written.notes.len(), 1, "{unknown}");
        assert_eq!(written.notes[0].tolerance, "unknown-member");
        assert_eq!(written.notes[0].subject, unknown);
        assert_eq!(world.last_entry().notes, written.notes);
    }
}

#[test]
fn strict_tenants_refuse_an_unknown_member_and_change_nothing() {
    let (mut world, group, ids) = staff();
    world.set_strict();
    let add = json!([{"op": "add", "path": "members", "value": [
        {"value": ids[2]}, {"value": "nobody"},
    ]}]);
    let (status, scim_type, detail) = refused(world.patch_group(&group, add));
    assert_eq!((status, scim_type), (400, Some("invalidValue")));
    assert!(detail.contains("nobody"), "{detail}");
    assert_eq!(world.members_of(&group), ["ada", "bob"]);
    let gone = json!([{"op": "remove", "path": "members[value eq \"nobody\"]"}]);
    assert_eq!(
        world.patch_group(&group, gone).unwrap().result,
        Outcome::Unchanged
    );
}

#[test]
fn of_many_members_the_entry_names_some_and_counts_all() {
    let mut world = World::new();
    let ids: Vec<String> = (0..60).map(|n| world.user(&format!("u{n}"))).collect();
    let members: Vec<&str> = ids.iter().map(String::as_str).collect();
    world.group("All", &members);
    let entry = world.last_entry();
    assert_eq!((entry.events[1].count, entry.events[1].ids.len()), (60, 50));
}

#[test]
fn members_are_read_in_chunks_without_a_gap() {
    let mut world = World::new();
    let ids: Vec<String> = (0..10).map(|n| world.user(&format!("u{n}"))).collect();
    let members: Vec<&str> = ids.iter().map(String::as_str).collect();
    let group = world.group("All", &members).parse().unwrap();
    let mut read = Vec::new();
    let mut after = None;
    loop {
        let rows = world.rows();
        let chunk = reader::membership::members(&*rows, world.tenant, group, after, 3).unwrap();
        read.extend(
            chunk
                .members
                .into_iter()
                .map(|member| member.id.to_string()),
        );
        after = chunk.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(read, ids);
}

#[test]
fn a_member_is_called_as_the_directory_says_and_else_by_its_name() {
    let (mut world, group, ids) = staff();
    let add = |id: &str, display: &str| json!([{"op": "add", "path": "members", "value": [{"value": id, "display": display}]}]);
    world.patch_group(&group, add(&ids[2], "C.")).unwrap();
    assert_eq!(world.members_of(&group), ["ada", "bob", "C."]);
    // Who is a member already stays as they are.
    let again = world.patch_group(&group, add(&ids[0], "A.")).unwrap();
    assert!(!again.changed());
    for (id, name) in [(&ids[1], "rob"), (&ids[2], "chloe")] {
        let rename = json!([{"op": "replace", "path": "userName", "value": name}]);
        world.patch_user(id, rename).unwrap();
    }
    assert_eq!(world.members_of(&group), ["ada", "rob", "C."]);
    let matching = json!([{"op": "remove", "path": "members[display eq \"c.\"]"}]);
    world.patch_group(&group, matching).unwrap();
    assert_eq!(world.members_of(&group), ["ada", "rob"]);
    world.patch_group(&group, add(&ids[2], "chloe")).unwrap();
    let rename = json!([{"op": "replace", "path": "userName", "value": "cleo"}]);
    world.patch_user(&ids[2], rename).unwrap();
    assert_eq!(
        world.members_of(&group),
        ["ada", "rob", "cleo"],
        "it was her own name"
    );
}
