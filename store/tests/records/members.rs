//! What becomes of people, from push to removal and back.

use roster::{MemberState, Origin, SingleSignOn};
use serde_json::json;
use store::{
    operation::{Refusal, tenant::TenantChange},
    reader,
    record::activity::OperationName,
};

use crate::{
    bodies::{by_timer, event_names, refused, user},
    world::World,
};

#[test]
fn a_deleted_person_is_removed_when_the_grace_period_is_over() {
    let mut world = World::new();
    let ada = world.user("ada");
    let deleted = world.delete_user(&ada).unwrap();
    let member = deleted.member.unwrap();
    let due = deleted.due.unwrap();
    assert_eq!(due.duration_since(world.now).as_hours(), 7 * 24);
    assert!(member.may_sign_in());

    world.wait_hours(7 * 24 - 1);
    let early = world.remove_due(10);
    assert_eq!((early.removed.len(), early.next), (0, Some(due)));
    assert_eq!(world.last_changes, 0);

    world.wait_hours(1);
    let removals = world.remove_due(10);
    assert_eq!((removals.removed, removals.next), (vec![member.id], None));
    assert!(matches!(
        world.member(member.id).state,
        MemberState::Removed { .. }
    ));
    assert_eq!(world.counters().members, 0);
    let entry = world.last_entry();
    assert!(by_timer(&entry));
    assert_eq!(entry.operation, OperationName::RemoveDue);
    assert_eq!(event_names(&entry), ["member.removed"]);
    assert!(
        world.remove_due(10).removed.is_empty(),
        "removed exactly once"
    );
}

#[test]
fn with_no_grace_the_delete_removes_in_the_same_commit() {
    let mut world = World::new();
    world.set_grace(0);
    let ada = world.user("ada");
    let deleted = world.delete_user(&ada).unwrap();
    assert_eq!(deleted.due, None);
    assert!(!deleted.member.unwrap().is_member());
    assert_eq!(event_names(&world.last_entry()), ["member.removed"]);
    assert_eq!(
        reader::due::next_removal(&*world.rows(), &world.facts()).unwrap(),
        None
    );
}

#[test]
fn removals_come_in_chunks_and_the_longest_overdue_first() {
    let mut world = World::new();
    let mut order = Vec::new();
    for name in ["ada", "bob", "cleo"] {
        let id = world.user(name);
        order.push(world.delete_user(&id).unwrap().member.unwrap().id);
        world.wait_hours(1);
    }
    world.wait_hours(8 * 24);
    let first = world.remove_due(2);
    assert_eq!(first.removed, order[..2]);
    assert!(first.next.unwrap() <= world.now, "there is more to do now");
    let second = world.remove_due(2);
    assert_eq!(
        (second.removed.as_slice(), second.next),
        (&order[2..], None)
    );
}

#[test]
fn the_tenant_is_woken_for_its_next_removal() {
    let mut world = World::new();
    let wake = |world: &World| {
        let rows = world.rows();
        let far = world.now + jiff::SignedDuration::from_hours(10_000);
        reader::due::wake_until(&*rows, far, 10).unwrap()
    };
    let entries = reader::due::next_forgetting(&*world.rows(), &world.facts()).unwrap();
    let for_entries = [(entries.unwrap(), world.tenant)];
    assert_eq!(wake(&world), for_entries);
    let (ada, bob) = (world.user("ada"), world.user("bob"));
    let first = world.delete_user(&ada).unwrap().due.unwrap();
    assert_eq!(wake(&world), [(first, world.tenant)]);
    world.wait_hours(5);
    let second = world.delete_user(&bob).unwrap().due.unwrap();
    assert_eq!(
        wake(&world),
        [(first, world.tenant)],
        "one row for all of them"
    );
    world.create_user(user("ada")).unwrap();
    assert_eq!(wake(&world), [(second, world.tenant)]);
    world.create_user(user("bob")).unwrap();
    assert_eq!(wake(&world), for_entries);
    assert!(
        reader::due::wake_until(&*world.rows(), world.now, 10)
            .unwrap()
            .is_empty()
    );
}

#[test]
fn who_returns_in_time_is_the_same_member_under_a_new_record() {
    let mut world = World::new();
    let ada = world.create_user(user("ada")).unwrap();
    world.delete_user(&ada.id).unwrap();
    world.wait_hours(24);
    let back = world.create_user(user("ada")).unwrap();
    assert_ne!(back.id, ada.id);
    assert_eq!(back.operation, OperationName::Restore);
    let (before, after) = (ada.member.unwrap(), back.member.unwrap());
    assert_eq!(before.id, after.id);
    assert_eq!(after.state, MemberState::Active);
    assert_eq!(
        event_names(&world.last_entry()),
        ["member.removal_cancelled"]
    );
    world.wait_hours(30 * 24);
    assert!(world.remove_due(10).removed.is_empty());
}

#[test]
fn who_returns_late_is_the_same_member_found_by_any_of_their_names() {
    let returns = [
        json!({"userName": "new", "externalId": "ext-ada", "emails": [{"value": "new@x.org"}]}),
        json!({"userName": "ADA", "externalId": "new", "emails": [{"value": "new@x.org"}]}),
        json!({"userName": "new", "externalId": "new", "emails": [{"value": "Ada@X.org"}]}),
    ];
    for body in returns {
        let mut world = World::new();
        let ada = world.create_user(user("ada")).unwrap();
        world.delete_user(&ada.id).unwrap();
        world.wait_hours(8 * 24);
        world.remove_due(10);
        let back = world.create_user(body).unwrap();
        assert_eq!(back.member.unwrap().id, ada.member.unwrap().id);
        assert_eq!(event_names(&world.last_entry()), ["member.restored"]);
        assert_eq!(world.counters().members, 1);
    }
}

#[test]
fn a_stranger_is_a_new_member() {
    let mut world = World::new();
    let ada = world.create_user(user("ada")).unwrap();
    world.delete_user(&ada.id).unwrap();
    let bob = world.create_user(user("bob")).unwrap();
    assert_ne!(bob.member.unwrap().id, ada.member.unwrap().id);
}

#[test]
fn an_existing_member_is_linked_by_address() {
    let mut world = World::new();
    let member = world.add_member("Ada@x.org").unwrap();
    assert_eq!(
        (&member.state, member.origin),
        (&MemberState::Unmanaged, Origin::App)
    );
    assert_eq!(world.counters().users, 0, "no directory sees them");

    let written = world.create_user(user("ada")).unwrap();
    assert_eq!(written.operation, OperationName::Link);
    assert_eq!(written.member.unwrap().id, member.id);
    let entry = world.last_entry();
    assert_eq!(entry.reason.as_deref(), Some("linked existing member"));
    assert_eq!(event_names(&entry), ["member.linked"]);
    assert_eq!((world.counters().members, world.counters().users), (1, 1));
}

#[test]
fn an_existing_member_is_not_linked_by_what_the_app_calls_them() {
    let mut world = World::new();
    let operation = store::operation::member::AddMember {
        call: world.call(),
        new_member: roster::MemberId(world.id()),
        email: "someone@x.org".to_owned(),
        user_name: "ada".to_owned(),
        display_name: None,
    };
    let member = world.run(&operation).unwrap();
    let written = world.create_user(user("ada")).unwrap();
    assert_ne!(written.member.unwrap().id, member.id);
}

#[test]
fn nobody_can_move_to_an_existing_members_address() {
    let mut world = World::new();
    let member = world.add_member("ada@x.org").unwrap();
    let bob = world.user("bob");
    let steal = json!([{"op": "replace", "path": "emails", "value": [{"value": "ada@x.org"}]}]);
    let (status, _, detail) = refused(world.patch_user(&bob, steal));
    assert_eq!(status, 409);
    assert!(detail.contains(&member.id.to_string()), "{detail}");
}

#[test]
fn the_app_cannot_state_somebody_who_is_there() {
    let mut world = World::new();
    world.user("ada");
    assert_eq!(refused(world.add_member("ADA@x.org")).0, 422);
    let bob = world.user("bob");
    world.delete_user(&bob).unwrap();
    let (_, _, words) = refused(world.add_member("bob@x.org"));
    assert_eq!(words, "this person is already a member");
    assert_eq!(refused(world.add_member("no address")).0, 422);
}

#[test]
fn an_admin_takes_a_pending_removal_back() {
    let mut world = World::new();
    let ada = world.user("ada");
    world.set_active(&ada, false).unwrap();
    let member = world.delete_user(&ada).unwrap().member.unwrap();
    assert!(!member.may_sign_in(), "blocked while pending");
    let restored = world.restore(member.id).unwrap();
    assert_eq!(
        (restored.id, restored.state),
        (member.id, MemberState::Deactivated)
    );
    assert_eq!(
        event_names(&world.last_entry()),
        ["member.removal_cancelled"]
    );
    world.wait_hours(10_000);
    assert!(world.remove_due(10).removed.is_empty());

    let back = world.create_user(user("ada")).unwrap();
    assert_eq!(
        back.member.unwrap().id,
        member.id,
        "and the directory finds them again"
    );
}

#[test]
fn an_admin_undoes_a_removal_unless_the_address_has_gone_to_another() {
    let mut world = World::new();
    world.set_grace(0);
    let ada = world.user("ada");
    let member = world.delete_user(&ada).unwrap().member.unwrap();
    world.set_sso(SingleSignOn::None);
    assert_eq!(refused(world.restore(member.id)).0, 403);
    world.set_sso(SingleSignOn::Oidc);
    assert_eq!(world.restore(member.id).unwrap().state, MemberState::Active);
    assert_eq!(world.counters().members, 1);

    let bob = world.user("bob");
    let member = world.delete_user(&bob).unwrap().member.unwrap();
    let eve = world.user("eve");
    let take = json!([{"op": "replace", "path": "emails", "value": [{"value": "bob@x.org"}]}]);
    world.patch_user(&eve, take).unwrap();
    let (status, _, words) = refused(world.restore(member.id));
    assert_eq!(status, 422);
    assert!(words.contains(&eve), "{words}");
}

#[test]
fn nobody_to_restore() {
    let mut world = World::new();
    let member = world.create_user(user("ada")).unwrap().member.unwrap();
    assert_eq!(
        world.restore(member.id).unwrap(),
        member,
        "an active member is as they were"
    );
    let unknown = roster::MemberId(world.id());
    let outcome = world.restore(unknown);
    assert_eq!(
        outcome.unwrap_err(),
        Refusal::UnknownMember(unknown.to_string())
    );
}

#[test]
fn the_days_of_now_decide_when_somebody_goes() {
    let mut world = World::new();
    let ada = world.user("ada");
    let member = world.delete_user(&ada).unwrap().member.unwrap().id;
    let wake = |world: &World| {
        let far = world.now + jiff::SignedDuration::from_hours(10_000);
        let woken = reader::due::wake_until(&*world.rows(), far, 10).unwrap();
        woken
            .first()
            .map(|(at, _)| at.duration_since(world.now).as_hours() / 24)
    };
    assert_eq!(wake(&world), Some(7));
    world.set_grace(30);
    assert_eq!(wake(&world), Some(30), "raised: protected at once");
    world.wait_hours(8 * 24);
    assert!(world.remove_due(10).removed.is_empty());

    let shorter = TenantChange {
        grace_days: Some(3.try_into().unwrap()),
        ..TenantChange::default()
    };
    let refused = world.try_change(shorter.clone()).unwrap_err();
    assert_eq!(
        refused,
        Refusal::Unconfirmed {
            count: 1,
            first: vec!["ada@x.org".to_owned()],
        }
    );
    world.change_tenant(TenantChange {
        confirmed: true,
        ..shorter
    });
    assert_eq!(world.remove_due(10).removed, [member]);
}

#[test]
fn members_are_listed_by_age_with_those_whom_no_directory_manages() {
    let mut world = World::new();
    world.add_member("zoe@x.org").unwrap();
    world.user("ada");
    let rows = world.rows();
    let all = reader::member::list(&*rows, world.tenant, None, 10).unwrap();
    let emails: Vec<&str> = all.iter().map(|member| member.email.as_str()).collect();
    assert_eq!(emails, ["zoe@x.org", "ada@x.org"]);
    let rest = reader::member::list(&*rows, world.tenant, Some(all[0].id), 10).unwrap();
    assert_eq!(rest, all[1..]);
}
