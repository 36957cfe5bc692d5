//! Directory records of people.

use roster::{MemberState, SingleSignOn};
use scim::ResourceKind;
use serde_json::{Value, json};
use store::{
    operation::{Refusal, user::PatchUser},
    reader,
    record::activity::{OperationName, Outcome, Subject},
};

use crate::{
    bodies::{event_names, patch_body, refused, user},
    world::World,
};

fn body(written: &store::operation::Written) -> Value {
    serde_json::from_slice(&written.body).unwrap()
}

#[test]
fn a_created_user_reads_back_as_it_was_answered() {
    let mut world = World::new();
    let written = world.create_user(user("ada")).unwrap();
    assert!(written.changed());
    let stored = reader::resource::by_id(
        &*world.rows(),
        world.tenant,
        ResourceKind::User,
        &written.id,
    )
    .unwrap()
    .unwrap();
    assert_eq!((stored.version, &stored.body), (1, &written.body));
    let body = body(&written);
    assert_eq!(body["id"], json!(written.id));
    assert_eq!(body["meta"]["version"], "W/\"1\"");
    assert_eq!(world.counters().users, 1);
    assert_eq!(world.counters().members, 1);
}

#[test]
fn a_created_user_is_told_to_the_app_in_the_same_commit() {
    let mut world = World::new();
    let written = world.create_user(user("ada")).unwrap();
    let entry = world.last_entry();
    assert_eq!(Some(entry.seq), written.sequence);
    assert_eq!(
        (entry.operation, entry.result),
        (OperationName::Create, Outcome::Succeeded)
    );
    assert_eq!(event_names(&entry), ["member.created"]);
    let member = written.member.unwrap();
    assert_eq!(entry.events[0].ids, [member.id.to_string()]);
    let who = Subject::Person {
        user: Some(written.id),
        member: Some(member.id),
        name: Some("ADA".to_owned()),
        email: Some("ada@x.org".to_owned()),
    };
    assert_eq!(entry.who, Some(who));
}

#[test]
fn unknown_and_malformed_ids_are_not_found() {
    let mut world = World::new();
    let id = world.user("ada");
    for unknown in [
        "",
        "7",
        "00919288221112222",
        &id.to_uppercase(),
        "../x",
        &format!("{id} "),
    ] {
        let found =
            reader::resource::by_id(&*world.rows(), world.tenant, ResourceKind::User, unknown)
                .unwrap();
        assert_eq!(found, None, "{unknown:?}");
        assert_eq!(refused(world.set_active(unknown, false)).0, 404);
        assert_eq!(refused(world.delete_user(unknown)).0, 404);
    }
}

#[test]
fn a_user_name_is_taken_in_any_case() {
    let mut world = World::new();
    let ada = world.user("ada");
    let (status, scim_type, detail) = refused(world.create_user(json!({"userName": "ADA"})));
    assert_eq!((status, scim_type), (409, Some("uniqueness")));
    assert!(detail.contains(&ada), "{detail}");

    let bob = world.user("bob");
    let rename = json!([{"op": "replace", "path": "userName", "value": "Ada"}]);
    assert_eq!(refused(world.patch_user(&bob, rename)).0, 409);
    let entry = world.last_entry();
    assert_eq!(entry.result, Outcome::Failed);
    assert_eq!(
        entry.error.unwrap().scim_type.as_deref(),
        Some("uniqueness")
    );
}

#[test]
fn a_deactivated_user_keeps_the_name_and_a_deleted_one_does_not() {
    let mut world = World::new();
    let ada = world.user("ada");
    world.set_active(&ada, false).unwrap();
    assert_eq!(refused(world.create_user(user("ada"))).0, 409);
    world.delete_user(&ada).unwrap();
    assert!(world.create_user(user("ada")).is_ok());
}

#[test]
fn an_address_that_identifies_somebody_is_taken() {
    let mut world = World::new();
    let ada = world.user("ada");
    let same_address = json!({"userName": "other", "emails": [{"value": "ADA@x.org"}]});
    let (status, scim_type, detail) = refused(world.create_user(same_address));
    assert_eq!((status, scim_type), (409, Some("uniqueness")));
    assert!(detail.contains(&ada), "{detail}");

    let bob = world.user("bob");
    let steal = json!([{"op": "replace", "path": "emails", "value": [{"value": "ada@x.org"}]}]);
    assert_eq!(refused(world.patch_user(&bob, steal)).0, 409);
}

#[test]
fn an_address_that_does_not_identify_may_be_shared() {
    let mut world = World::new();
    world.user("ada");
    let shared = json!({"userName": "bob", "emails": [
        {"value": "bob@x.org", "primary": true}, {"value": "ada@x.org", "type": "other"},
    ]});
    assert!(world.create_user(shared).is_ok());
}

#[test]
fn a_change_bumps_the_version_and_says_what_changed() {
    let mut world = World::new();
    let ada = world.user("ada");
    world.wait_hours(1);
    let title = json!([{"op": "add", "path": "title", "value": "Countess"}]);
    let written = world.patch_user(&ada, title).unwrap();
    assert_eq!((written.version, written.result), (2, Outcome::Succeeded));
    let body = body(&written);
    assert_eq!(body["meta"]["version"], "W/\"2\"");
    assert_eq!(body["meta"]["created"], "2026-01-01T00:00:00.000Z");
    assert_eq!(body["meta"]["lastModified"], "2026-01-01T01:00:00.000Z");
    let entry = world.last_entry();
    assert_eq!(entry.operation, OperationName::Update);
    assert_eq!(entry.changes.0["title"], json!({"to": "Countess"}));
    assert_eq!(entry.changes.0.len(), 1);
    assert!(
        entry.events.is_empty(),
        "a title is nothing to a membership"
    );
}

#[test]
fn what_changes_nothing_writes_nothing() {
    let mut world = World::new();
    let ada = world.user("ada");
    world.log_unchanged = false;
    for _ in 0..3 {
        let written = world.replace_user(&ada, user("ada")).unwrap();
        assert_eq!((written.version, written.result), (1, Outcome::Unchanged));
        assert_eq!((world.last_changes, written.sequence), (0, None));
        let written = world.set_active(&ada, true).unwrap();
        assert_eq!((written.version, world.last_changes), (1, 0));
    }
}

#[test]
fn what_changes_nothing_is_noted_when_asked_for() {
    let mut world = World::new();
    let ada = world.user("ada");
    let first = world.set_active(&ada, true).unwrap().sequence;
    let second = world.set_active(&ada, true).unwrap().sequence;
    assert!(first.is_some());
    assert_eq!(first, second, "a repetition is counted");
    let entry = world.last_entry();
    assert_eq!((entry.result, entry.repeated), (Outcome::Unchanged, 2));
}

#[test]
fn if_match_is_checked_against_the_version_that_is_there() {
    let mut world = World::new();
    let ada = world.user("ada");
    let patch = |world: &mut World, tag: &str| {
        let operations = json!([{"op": "add", "path": "title", "value": tag}]);
        let operation = PatchUser {
            call: world.call(),
            id: ada.clone(),
            precondition: scim::version::Precondition::parse(tag),
            new_member: roster::MemberId(world.id()),
            request: patch_body(operations, &ada, scim::schema::user()),
            with_groups: false,
        };
        world.run(&operation)
    };
    assert_eq!(patch(&mut world, "W/\"1\"").unwrap().version, 2);
    let (status, _, detail) = refused(patch(&mut world, "W/\"1\""));
    assert_eq!(status, 412);
    assert!(detail.contains("version 2"), "{detail}");
    assert_eq!(patch(&mut world, "*").unwrap().version, 3);
}

#[test]
fn put_clears_what_it_leaves_out() {
    let mut world = World::new();
    let ada = world.user("ada");
    let written = world
        .replace_user(&ada, json!({"userName": "ada", "active": true}))
        .unwrap();
    assert_eq!(body(&written).get("externalId"), None);
    let rows = world.rows();
    let found = reader::user::by_user_name(&*rows, world.tenant, "ADA")
        .unwrap()
        .unwrap();
    assert_eq!(found.version, 2);
}

#[test]
fn a_renamed_user_is_renamed_in_their_groups() {
    let mut world = World::new();
    let ada = world.user("ada");
    let staff = world.group("Staff", &[&ada]);
    let rename = json!([{"op": "replace", "path": "userName", "value": "lovelace"}]);
    let written = world.patch_user(&ada, rename).unwrap();
    assert_eq!(world.members_of(&staff), ["lovelace"]);
    assert_eq!(written.groups[0].display, "Staff");
    let rows = world.rows();
    assert_eq!(
        reader::user::by_user_name(&*rows, world.tenant, "ada").unwrap(),
        None
    );
}

#[test]
fn a_deleted_user_is_nowhere_any_more() {
    let mut world = World::new();
    let (ada, bob) = (world.user("ada"), world.user("bob"));
    let staff = world.group("Staff", &[&ada, &bob]);
    let deleted = world.delete_user(&ada).unwrap();
    assert_eq!(world.members_of(&staff), ["bob"]);
    let rows = world.rows();
    assert_eq!(
        reader::resource::by_id(&*rows, world.tenant, ResourceKind::User, &ada).unwrap(),
        None
    );
    let group = reader::resource::by_id(&*rows, world.tenant, ResourceKind::Group, &staff)
        .unwrap()
        .unwrap();
    assert_eq!(group.version, 2, "the group has changed");
    assert_eq!(world.counters().users, 1);
    let entry = world.last_entry();
    assert_eq!(entry.seq, deleted.sequence);
    assert_eq!(
        event_names(&entry),
        ["member.removal_scheduled", "group.member_removed"]
    );
    assert_eq!(entry.events[1].ids, [staff]);
    assert_eq!(refused(world.delete_user(&ada)).0, 404);
}

#[test]
fn deactivation_keeps_membership_and_groups() {
    let mut world = World::new();
    let ada = world.user("ada");
    world.group("Staff", &[&ada]);
    let written = world.set_active(&ada, false).unwrap();
    assert_eq!(written.operation, OperationName::Deactivate);
    assert_eq!(written.member.unwrap().state, MemberState::Deactivated);
    assert_eq!(world.groups_of(&ada), ["Staff"]);
    assert_eq!(event_names(&world.last_entry()), ["member.deactivated"]);
    let written = world.set_active(&ada, true).unwrap();
    assert_eq!(written.operation, OperationName::Reactivate);
    assert_eq!(event_names(&world.last_entry()), ["member.reactivated"]);
}

#[test]
fn without_single_sign_on_nothing_gives_access_and_everything_takes_it() {
    let mut world = World::new();
    let (ada, bob) = (world.user("ada"), world.user("bob"));
    world.set_active(&bob, false).unwrap();
    world.set_sso(SingleSignOn::None);

    let expected = Refusal::from(roster::Refusal::GateClosed(
        roster::Gate::SingleSignOnMissing,
    ));
    assert_eq!(world.create_user(user("eve")).unwrap_err(), expected);
    let entry = world.last_entry();
    assert_eq!(
        (entry.operation, entry.result),
        (OperationName::Create, Outcome::Failed)
    );
    let error = entry.error.unwrap();
    assert_eq!(error.status, 403);
    assert!(
        error.detail.contains("set up SAML or OIDC in the app"),
        "{}",
        error.detail
    );

    assert_eq!(world.set_active(&bob, true).unwrap_err(), expected);
    assert!(world.set_active(&ada, false).unwrap().changed());
    assert!(world.delete_user(&ada).is_ok());
}

#[test]
fn without_an_address_the_record_is_kept_and_the_member_comes_with_it() {
    let mut world = World::new();
    let written = world.create_user(json!({"userName": "ada"})).unwrap();
    assert_eq!(written.member, None);
    assert_eq!(world.last_entry().reason.as_deref(), Some("no address yet"));
    assert_eq!((world.counters().users, world.counters().members), (1, 0));

    let add = json!([{"op": "add", "path": "emails", "value": [{"value": "ada@x.org"}]}]);
    let member = world.patch_user(&written.id, add).unwrap().member.unwrap();
    assert_eq!(member.user, Some(written.id));
    assert_eq!(event_names(&world.last_entry()), ["member.created"]);
    assert_eq!(world.counters().members, 1);
}

#[test]
fn another_tenants_ids_are_unknown_ones() {
    let mut world = World::new();
    let ada = world.user("ada");
    let staff = world.group("Staff", &[&ada]);
    let home = world.tenant;
    world.tenant = world.create_tenant(0xb, "Elm School").unwrap().id;
    assert_eq!(
        reader::resource::by_id(&*world.rows(), world.tenant, ResourceKind::User, &ada).unwrap(),
        None
    );
    let foreign = refused(world.delete_user(&ada));
    assert_eq!(foreign.0, 404);
    assert_eq!(refused(world.delete_group(&staff)).0, 404);
    assert!(
        world.create_user(user("ada")).is_ok(),
        "names are the tenant's own"
    );
    world.tenant = home;
    world.delete_user(&ada).unwrap();
    assert_eq!(
        refused(world.delete_user(&ada)).2,
        foreign.2,
        "the same words for both"
    );
}
