//! What a tenant chose where directories differ.

use roster::UnknownMembers;
use serde_json::json;
use store::record::activity::OperationName;

use crate::{
    bodies::{group, refused},
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
