//! Directory groups.

use scim::ResourceKind;
use serde_json::json;
use store::{
    operation::group::PatchGroup,
    reader,
    record::activity::{OperationName, Outcome},
};

use crate::{
    bodies::{event_names, group, patch_body, refused},
    world::World,
};

#[test]
fn a_created_group_has_its_members() {
    let mut world = World::new();
    let (ada, bob) = (world.user("ada"), world.user("bob"));
    let written = world.create_group(group("Staff", &[&ada, &bob])).unwrap();
    assert_eq!(world.members_of(&written.id), ["ada", "bob"]);
    assert_eq!(world.groups_of(&ada), ["Staff"]);
    let entry = world.last_entry();
    assert_eq!(entry.operation, OperationName::GroupCreate);
    assert_eq!(event_names(&entry), ["group.created", "group.member_added"]);
    assert_eq!(
        (entry.events[1].count, &entry.events[1].ids),
        (2, &vec![ada, bob])
    );
    assert_eq!(world.counters().groups, 1);
}

#[test]
fn the_stored_body_holds_no_members() {
    let mut world = World::new();
    let ada = world.user("ada");
    let written = world.create_group(group("Staff", &[&ada])).unwrap();
    let body = String::from_utf8(written.body).unwrap();
    assert!(!body.contains("members") && !body.contains(&ada), "{body}");
}

#[test]
fn a_display_name_is_taken_in_any_case() {
    let mut world = World::new();
    let staff = world.group("Staff", &[]);
    let (status, scim_type, detail) = refused(world.create_group(group("STAFF", &[])));
    assert_eq!((status, scim_type), (409, Some("uniqueness")));
    assert!(detail.contains(&staff), "{detail}");
    let other = world.group("Pupils", &[]);
    let rename = json!([{"op": "replace", "path": "displayName", "value": "staff"}]);
    assert_eq!(refused(world.patch_group(&other, rename)).0, 409);
    let same = json!([{"op": "replace", "path": "displayName", "value": "STAFF"}]);
    assert!(
        world.patch_group(&staff, same).is_ok(),
        "its own name in another case"
    );
    world.delete_group(&staff).unwrap();
    assert!(world.create_group(group("Staff", &[])).is_ok());
}

#[test]
fn a_rename_leaves_the_members_alone() {
    let mut world = World::new();
    let ada = world.user("ada");
    let staff = world.group("Staff", &[&ada]);
    // As Okta sends it with every change of membership.
    let rename = json!([{"op": "replace", "value": {"id": staff, "displayName": "Team"}}]);
    let written = world.patch_group(&staff, rename.clone()).unwrap();
    assert_eq!(written.operation, OperationName::GroupUpdate);
    assert_eq!(world.members_of(&staff), ["ada"]);
    assert_eq!(world.groups_of(&ada), ["Team"]);
    assert_eq!(event_names(&world.last_entry()), ["group.updated"]);
    assert_eq!(
        world.patch_group(&staff, rename).unwrap().result,
        Outcome::Unchanged
    );
}

#[test]
fn put_replaces_the_members_and_writes_only_the_difference() {
    let mut world = World::new();
    let ids: Vec<String> = (0..20).map(|n| world.user(&format!("u{n:02}"))).collect();
    let all: Vec<&str> = ids.iter().map(String::as_str).collect();
    let staff = world.group("Staff", &all[..19]);
    world
        .replace_group(&staff, group("Staff", &all[1..]))
        .unwrap();
    // One leaves, one joins: two rows each; group, counters, entry and index.
    assert_eq!(world.last_changes, 2 + 2 + 4);
    assert_eq!(world.members_of(&staff).len(), 19);
    let entry = world.last_entry();
    assert_eq!(
        event_names(&entry),
        ["group.member_added", "group.member_removed"]
    );
    assert_eq!(entry.changes.0["members"], json!({"from": 19, "to": 19}));
}

#[test]
fn put_without_members_leaves_them_alone_and_an_empty_list_does_not() {
    let mut world = World::new();
    let ada = world.user("ada");
    let staff = world.group("Staff", &[&ada]);
    world
        .replace_group(&staff, json!({"displayName": "Team"}))
        .unwrap();
    assert_eq!(world.members_of(&staff), ["ada"]);
    world
        .replace_group(&staff, json!({"displayName": "Team", "members": []}))
        .unwrap();
    assert!(world.members_of(&staff).is_empty());
}

#[test]
fn a_deleted_group_is_nowhere_any_more() {
    let mut world = World::new();
    let ada = world.user("ada");
    let staff = world.group("Staff", &[&ada]);
    world.delete_group(&staff).unwrap();
    assert!(world.groups_of(&ada).is_empty());
    assert_eq!(
        reader::resource::by_id(&*world.rows(), world.tenant, ResourceKind::Group, &staff).unwrap(),
        None
    );
    assert_eq!(
        event_names(&world.last_entry()),
        ["group.deleted", "group.member_removed"]
    );
    assert_eq!(world.counters().groups, 0);
    assert_eq!(refused(world.delete_group(&staff)).0, 404);
}

#[test]
fn if_match_is_checked_against_the_version_that_is_there() {
    let mut world = World::new();
    let ada = world.user("ada");
    let staff = world.group("Staff", &[]);
    let add = json!([{"op": "add", "path": "members", "value": [{"value": ada}]}]);
    let mut operation = PatchGroup {
        call: world.call(),
        id: staff.clone(),
        precondition: scim::version::Precondition::parse("W/\"9\""),
        request: patch_body(add, &staff, scim::schema::group()),
        prepared: None,
    };
    assert_eq!(refused(world.run(&operation)).0, 412);
    assert!(world.members_of(&staff).is_empty());
    operation.precondition = scim::version::Precondition::parse("W/\"1\"");
    assert_eq!(world.run(&operation).unwrap().version, 2);
}

#[test]
fn the_groups_of_a_user_as_the_wire_has_them() {
    let mut world = World::new();
    let ada = world.user("ada");
    let staff = world.group("Staff", &[&ada]);
    let rows = world.rows();
    let groups = reader::membership::groups_of(&*rows, world.tenant, ada.parse().unwrap()).unwrap();
    let array = reader::membership::groups_json(&groups, "https://h/scim/v2");
    let expected = json!([{
        "value": staff,
        "$ref": format!("https://h/scim/v2/Groups/{staff}"),
        "display": "Staff",
        "type": "direct",
    }]);
    assert_eq!(
        serde_json::from_slice::<serde_json::Value>(&array).unwrap(),
        expected
    );
    assert_eq!(reader::membership::groups_json(&[], ""), b"[]");
}
