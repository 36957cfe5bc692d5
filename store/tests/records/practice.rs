//! What a tenant chose where directories differ.

use roster::{GroupNames, Replace, UnknownMembers};
use scim::{Resource, ResourceKind};
use serde_json::json;
use store::{
    reader::{self, list::Start},
    record::activity::OperationName,
};

use crate::{
    bodies::{group, refused},
    lists::{names, query},
    world::World,
};

#[test]
fn a_choice_is_in_the_history_with_what_it_was_before() {
    let mut world = World::new();
    world.set_unknown_members(UnknownMembers::Fail);
    let entry = world.last_entry();
    assert_eq!(entry.operation, OperationName::TenantChange);
    let changes = serde_json::Value::Object(entry.changes.0);
    let expected = json!({ "unknown_members": { "from": "report", "to": "fail" } });
    assert_eq!(changes, expected);
}

#[test]
fn an_unknown_member_fails_every_request_that_names_it_if_the_tenant_wants_so() {
    let mut world = World::new();
    let ada = world.user("ada");
    let staff = world.group("Staff", &[]);
    world.set_unknown_members(UnknownMembers::Fail);
    let both = group("Pupils", &[&ada, "nobody"]);
    let add = json!([{"op": "add", "path": "members", "value": [
        {"value": ada}, {"value": "nobody"},
    ]}]);
    for outcome in [
        world.create_group(both.clone()),
        world.replace_group(&staff, both.clone()),
        world.patch_group(&staff, add),
    ] {
        let (status, scim_type, detail) = refused(outcome);
        assert_eq!((status, scim_type), (400, Some("invalidValue")));
        assert!(detail.contains("nobody"), "{detail}");
    }
    assert!(world.groups_of(&ada).is_empty());
    assert_eq!(world.counters().groups, 1);

    // To say that somebody unknown is no member is right, whoever it is.
    let remove = json!([{"op": "remove", "path": "members[value eq \"nobody\"]"}]);
    assert!(world.patch_group(&staff, remove).is_ok());
    world.set_unknown_members(UnknownMembers::Report);
    let written = world.replace_group(&staff, both).unwrap();
    assert_eq!(written.notes.len(), 1);
    assert_eq!(world.members_of(&staff), ["ada"]);
}

#[test]
fn a_tenant_that_fails_unknown_members_keeps_its_other_tolerances() {
    let mut world = World::new();
    let staff = world.group("Staff", &[]);
    world.set_unknown_members(UnknownMembers::Fail);
    let own = json!([{"op": "add", "path": "members", "value": [{"value": staff}]}]);
    let written = world.patch_group(&staff, own).unwrap();
    assert_eq!(written.notes[0].tolerance, "own-member");
}

#[test]
fn groups_may_share_a_name_if_the_tenant_wants_so() {
    let mut world = World::new();
    let first = world.group("Staff", &[]);
    let pupils = world.group("Pupils", &[]);
    world.set_group_names(GroupNames::Shared);
    let second = world.group("STAFF", &[]);
    let rename = json!([{"op": "replace", "path": "displayName", "value": "staff"}]);
    world.patch_group(&pupils, rename).unwrap();
    assert_eq!(
        found(&world, "displayName eq \"staff\""),
        ["Staff", "staff", "STAFF"]
    );
    assert_eq!(found(&world, "displayName eq \"Pupils\""), [""; 0]);
    let id = format!("displayName eq \"staff\" and id eq \"{second}\"");
    assert_eq!(found(&world, &id), ["STAFF"]);

    world.delete_group(&first).unwrap();
    assert_eq!(
        found(&world, "displayName eq \"Staff\""),
        ["staff", "STAFF"]
    );
}

#[test]
fn pages_of_one_name_go_on_behind_each_other() {
    let mut world = World::new();
    world.set_group_names(GroupNames::Shared);
    for name in ["Staff", "STAFF", "Other", "staff"] {
        world.group(name, &[]);
    }
    let filter = Some("displayName eq \"staff\"");
    let page = |start| query(&world, ResourceKind::Group, filter, None, start, 2);
    let first = page(Start::Index(1));
    assert_eq!(
        (names(&first), first.total),
        (vec!["Staff".into(), "STAFF".into()], 3)
    );
    let second = page(Start::Index(3));
    assert_eq!(
        (names(&second), second.total),
        (vec!["staff".to_owned()], 3)
    );
}

#[test]
fn names_that_are_shared_when_they_become_unique_stay_and_are_refused_to_others() {
    let mut world = World::new();
    world.set_group_names(GroupNames::Shared);
    let first = world.group("Staff", &[]);
    let second = world.group("staff", &[]);
    let other = world.group("Other", &[]);
    assert!(share_names(&world));
    world.set_group_names(GroupNames::Unique);

    let ada = world.user("ada");
    let add = json!([{"op": "add", "path": "members", "value": [{"value": ada}]}]);
    world.patch_group(&first, add).unwrap();
    world.replace_group(&second, group("STAFF", &[])).unwrap();
    assert_eq!(refused(world.create_group(group("Staff", &[]))).0, 409);
    assert_eq!(
        refused(world.replace_group(&other, group("staff", &[]))).0,
        409
    );

    world.replace_group(&second, group("Team", &[])).unwrap();
    assert!(!share_names(&world));
    let back = refused(world.replace_group(&second, group("Staff", &[])));
    assert_eq!((back.0, back.1), (409, Some("uniqueness")));
    assert!(back.2.contains(&first), "{}", back.2);
}

#[test]
fn a_put_keeps_what_it_is_silent_on_if_the_tenant_wants_so() {
    let mut world = World::new();
    world.set_replace(Replace::Keep);
    let ada = world.user("ada");
    world.set_active(&ada, false).unwrap();

    let silent = json!({ "schemas": [scim::urn::USER], "userName": "ada" });
    assert!(!world.replace_user(&ada, silent).unwrap().changed());
    let renamed = json!({ "schemas": [scim::urn::USER], "userName": "eve", "emails": [] });
    let written = world.replace_user(&ada, renamed).unwrap();
    let stored = Resource::from_stored(&written.body).unwrap();
    assert_eq!(stored.text("externalId"), Some("ext-ada"));
    assert_eq!(
        (stored.boolean("active"), stored.emails().len()),
        (Some(false), 0)
    );

    let staff = world.group("Staff", &[&ada]);
    let mut named = group("Staff", &[&ada]);
    named["externalId"] = json!("7");
    world.replace_group(&staff, named).unwrap();
    let written = world.replace_group(&staff, group("Team", &[])).unwrap();
    let stored = Resource::from_stored(&written.body).unwrap();
    assert_eq!(stored.text("externalId"), Some("7"));

    world.set_replace(Replace::Clear);
    let written = world.replace_group(&staff, group("Team", &[])).unwrap();
    let stored = Resource::from_stored(&written.body).unwrap();
    assert_eq!(stored.text("externalId"), None);
}

fn found(world: &World, filter: &str) -> Vec<String> {
    let page = query(
        world,
        ResourceKind::Group,
        Some(filter),
        None,
        Start::Index(1),
        100,
    );
    names(&page)
}

fn share_names(world: &World) -> bool {
    reader::group::share_names(&*world.rows(), world.tenant).unwrap()
}
