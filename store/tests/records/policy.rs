//! What settings make of pushes: holds, pauses, seats, gates, protection, and the way back.

use roster::{MemberId, MemberState};
use serde_json::json;
use store::{
    operation::{
        Refusal,
        job::DecideHold,
        member::{ProtectMember, RemoveNow, Undo},
    },
    reader,
    record::{HoldDecision, activity::OperationName},
};

use crate::{
    bodies::{event_names, refused, user},
    world::World,
};

fn people(world: &mut World, count: usize) -> Vec<String> {
    (0..count).map(|n| world.user(&format!("p{n}"))).collect()
}

fn state(world: &World, id: MemberId) -> &'static str {
    world.member(id).state.as_str()
}

/// Deletes them all; gives the members, by state.
fn wipe(world: &mut World, users: &[String]) -> (Vec<MemberId>, Vec<MemberId>) {
    let mut left = (Vec::new(), Vec::new());
    for user in users {
        let member = world.delete_user(user).unwrap().member.unwrap();
        match member.state {
            MemberState::Held { .. } => left.1.push(member.id),
            _ => left.0.push(member.id),
        }
    }
    left
}

fn decide(world: &mut World, hold: u64, decision: HoldDecision) {
    let operation = DecideHold {
        call: world.call(),
        hold,
        decision,
    };
    world.run(&operation).unwrap();
    world.carry_on();
}

#[test]
fn one_tenth_goes_and_the_rest_is_held_until_somebody_looks() {
    for grace in [0, 7] {
        let mut world = World::new();
        world.set_grace(grace);
        let users = people(&mut world, 80);
        let (gone, held) = wipe(&mut world, &users);
        assert_eq!((gone.len(), held.len()), (8, 72), "grace {grace}");
        assert_eq!(event_names(&world.last_entry()), ["member.removal_held"]);
        assert!(world.member(held[0]).may_sign_in());
        assert_eq!(world.counters().held, 72);
        world.wait_hours(100 * 24);
        world.remove_due(100);
        assert_eq!(world.counters().held, 72, "time removes nobody who is held");

        decide(&mut world, 1, HoldDecision::Approved);
        assert_eq!(state(&world, held[0]), "removed", "grace {grace}");
        assert_eq!((world.counters().members, world.counters().held), (0, 0));
    }
}

#[test]
fn five_may_always_go_and_another_day_is_another_day() {
    let mut world = World::new();
    let users = people(&mut world, 20);
    let (gone, held) = wipe(&mut world, &users[..7]);
    assert_eq!((gone.len(), held.len()), (5, 2));
    world.wait_hours(26);
    let (gone, held) = wipe(&mut world, &users[7..13]);
    assert_eq!((gone.len(), held.len()), (5, 1));
    let holds = reader::hold::list(&*world.rows(), world.tenant, None, 9).unwrap();
    assert_eq!(holds.len(), 1, "what is held joins the hold that is open");
    assert_eq!(holds[0].members, 3);
}

#[test]
fn a_discarded_hold_leaves_the_members_as_they_were() {
    let mut world = World::new();
    world.set_grace(0);
    let users = people(&mut world, 10);
    let before = reader::state::hash(&*world.rows(), world.tenant).unwrap();
    let (gone, _) = wipe(&mut world, &users);
    decide(&mut world, 1, HoldDecision::Discarded);
    assert_eq!(world.counters().members, 5);
    let undo = Undo {
        call: world.call(),
        members: gone,
    };
    assert_eq!(world.run(&undo).unwrap().restored.len(), 5);
    let after = reader::state::hash(&*world.rows(), world.tenant).unwrap();
    assert_eq!(before, after, "the state is as if nothing had happened");
    let again = DecideHold {
        call: world.call(),
        hold: 1,
        decision: HoldDecision::Approved,
    };
    assert_eq!(refused(world.run(&again)).0, 422, "it was decided");
}

/// Nothing is left to decide where nobody waits, and the next who are held are another batch.
#[test]
fn a_hold_that_comes_to_be_empty_is_closed() {
    for (how, leave) in [
        ("undone", undo as fn(&mut World, &[MemberId])),
        ("returned", return_all),
        ("removed", remove_all),
    ] {
        let mut world = World::new();
        world.set_grace(0);
        let users = people(&mut world, 8);
        let (_, held) = wipe(&mut world, &users);
        assert_eq!(held.len(), 3);
        leave(&mut world, &held[..2]);
        assert_eq!(world.counters().open_hold, Some(1), "{how}");
        leave(&mut world, &held[2..]);
        assert_eq!(world.counters().open_hold, None, "{how}");
        let closed = reader::hold::by_number(&*world.rows(), world.tenant, 1)
            .unwrap()
            .unwrap();
        assert_eq!((closed.state(), closed.members), (how, 0));
        let late = DecideHold {
            call: world.call(),
            hold: 1,
            decision: HoldDecision::Approved,
        };
        let (status, _, words) = refused(world.run(&late));
        assert_eq!(status, 422, "{how}");
        assert!(words.contains("closed"), "{words}");
        let more = people_named(&mut world, "q", 1);
        assert_eq!(wipe(&mut world, &more).1.len(), 1, "{how}");
        assert_eq!(world.counters().open_hold, Some(2), "{how}");
    }
}

fn undo(world: &mut World, members: &[MemberId]) {
    let undo = Undo {
        call: world.call(),
        members: members.to_vec(),
    };
    assert_eq!(world.run(&undo).unwrap().restored, members);
}

fn return_all(world: &mut World, members: &[MemberId]) {
    let token = world.create_token("Entra ID").unwrap();
    let admin = world.source.clone();
    world.call_as(&token);
    for member in members {
        let name = world.member(*member).display_name.unwrap();
        world.create_user(user(&name)).unwrap();
    }
    world.source = admin;
}

fn remove_all(world: &mut World, members: &[MemberId]) {
    for member in members {
        let operation = RemoveNow {
            call: world.call(),
            member: *member,
        };
        world.run(&operation).unwrap();
    }
}

#[test]
fn who_is_back_is_no_departure_and_a_term_change_raises_the_limit() {
    let mut world = World::new();
    let users = people(&mut world, 10);
    wipe(&mut world, &users[..5]);
    for n in 0..5 {
        world.create_user(user(&format!("p{n}"))).unwrap();
    }
    let (gone, held) = wipe(&mut world, &users[5..]);
    assert_eq!((gone.len(), held.len()), (5, 0));
    let until = world.now + jiff::SignedDuration::from_hours(1);
    world.set(json!({ "term_change": { "until": until, "percent": 100 } }));
    let more = people_named(&mut world, "q", 10);
    assert!(wipe(&mut world, &more).1.is_empty());
    world.wait_hours(2);
    let more = people_named(&mut world, "r", 10);
    assert_eq!(
        wipe(&mut world, &more).1.len(),
        10,
        "the usual rule holds again"
    );
}

fn people_named(world: &mut World, prefix: &str, count: usize) -> Vec<String> {
    (0..count)
        .map(|n| world.user(&format!("{prefix}{n}")))
        .collect()
}

#[test]
fn what_is_recorded_in_a_pause_is_acted_upon_when_it_ends() {
    let mut world = World::new();
    let ada = world.user("ada");
    let bob = world.create_user(user("bob")).unwrap();
    let member = bob.member.unwrap().id;
    world.set(json!({ "mode": "paused" }));
    let rename = json!([{"op": "replace", "path": "displayName", "value": "Lovelace"}]);
    let written = world.patch_user(&ada, rename).unwrap();
    let reason = written.reason.unwrap().to_string();
    assert_eq!(reason, "recorded, not applied: provisioning is paused");
    assert_eq!(written.member.unwrap().display_name.as_deref(), Some("ADA"));
    assert_eq!(world.create_user(user("cleo")).unwrap().member, None);
    world.set_active(&bob.id, false).unwrap();
    assert!(!world.member(member).may_sign_in(), "blocked now");
    world.set_active(&bob.id, true).unwrap();
    assert!(
        !world.member(member).may_sign_in(),
        "not before the pause ends"
    );
    let dora = world.user("dora");
    assert_eq!(world.counters().members, 2);
    world.delete_user(&dora).unwrap();

    world.set(json!({ "mode": "live" }));
    assert_eq!(world.carry_on(), 3);
    assert_eq!(world.counters().members, 3);
    assert!(world.member(member).may_sign_in());
}

#[test]
fn grace_periods_stand_still_in_a_pause() {
    let mut world = World::new();
    let ada = world.user("ada");
    world.delete_user(&ada).unwrap();
    world.wait_hours(24);
    world.set(json!({ "mode": "paused" }));
    world.wait_hours(30 * 24);
    assert!(world.remove_due(9).removed.is_empty());
    let far = world.now + jiff::SignedDuration::from_hours(60 * 24);
    assert!(
        reader::due::wake_until(&*world.rows(), far, 9)
            .unwrap()
            .is_empty()
    );
    world.set(json!({ "mode": "live" }));
    world.carry_on();
    assert!(world.remove_due(9).removed.is_empty());
    world.wait_hours(6 * 24 - 1);
    assert!(world.remove_due(9).removed.is_empty());
    world.wait_hours(1);
    assert_eq!(world.remove_due(9).removed.len(), 1);
}

#[test]
fn with_automatic_off_it_is_recorded_and_switched_on_it_is_applied() {
    let mut world = World::new();
    let (ada, bob) = (world.user("ada"), world.user("bob"));
    world.set(json!({ "auto_manage": false }));
    let gone = world.delete_user(&ada).unwrap().member.unwrap();
    assert!(gone.may_sign_in() && gone.is_member());
    let reason = world.last_entry().reason.unwrap();
    assert_eq!(
        reason,
        "recorded, not applied: automatic create and remove is off"
    );
    assert_eq!(world.create_user(user("cleo")).unwrap().member, None);
    world.set_active(&bob, false).unwrap();
    assert_eq!(world.counters().seats, 1, "deactivation is applied");
    let linked = world.add_member("dora@x.org").unwrap();
    let dora = world.create_user(user("dora")).unwrap();
    assert_eq!(dora.member.unwrap().id, linked.id, "so is a link");

    world.set(json!({ "auto_manage": true }));
    world.carry_on();
    assert_eq!(state(&world, gone.id), "pending");
    let cleo = reader::member::by_address(&*world.rows(), world.tenant, "cleo@x.org").unwrap();
    assert_eq!(cleo[0].state, MemberState::Active);
}

#[test]
fn seats_are_for_those_with_access() {
    let mut world = World::new();
    world.set(json!({ "seat_limit": 2 }));
    let (ada, _) = (world.user("ada"), world.user("bob"));
    let (status, _, words) = refused(world.create_user(user("cleo")));
    assert_eq!(status, 403);
    assert!(words.contains("2 of 2"), "{words}");
    assert_eq!(event_names(&world.last_entry()), ["seats.blocked"]);
    world.set_active(&ada, false).unwrap();
    world.user("cleo");
    assert_eq!(refused(world.set_active(&ada, true)).0, 403);
    world.set(json!({ "seat_limit": null }));
    world.set_active(&ada, true).unwrap();
}

#[test]
fn a_gate_that_opens_lets_in_who_waited_behind_it() {
    let mut world = World::new();
    world.set(json!({ "plan": false }));
    let (status, _, words) = refused(world.create_user(user("ada")));
    assert_eq!(status, 403);
    assert!(words.contains("plan"), "{words}");
    let without = json!({"userName": "bob", "emails": []});
    let bob = {
        world.set(json!({ "plan": true }));
        world.create_user(without).unwrap()
    };
    world.set(json!({ "sso_active": false }));
    let inactive = json!([
        {"op": "replace", "path": "active", "value": false},
        {"op": "add", "path": "emails", "value": [{"value": "bob@x.org"}]},
    ]);
    let written = world.patch_user(&bob.id, inactive).unwrap();
    assert_eq!(written.member, None);
    assert_eq!(
        written.reason.unwrap().to_string(),
        "recorded, not added: single sign-on is not active for this account"
    );
    world.set(json!({ "sso_active": true }));
    assert_eq!(world.carry_on(), 1);
    assert_eq!(world.counters().members, 1);
}

#[test]
fn a_protected_member_stays_until_the_protection_ends() {
    let mut world = World::new();
    let ada = world.create_user(user("ada")).unwrap();
    let member = ada.member.unwrap().id;
    let protect = |world: &mut World, protected| {
        let operation = ProtectMember {
            call: world.call(),
            member,
            protected,
        };
        world.run(&operation).unwrap();
        world.carry_on();
    };
    protect(&mut world, true);
    let written = world.set_active(&ada.id, false).unwrap();
    assert!(written.member.unwrap().may_sign_in());
    let entry = world.last_entry();
    assert_eq!(event_names(&entry), ["member.deactivation_held"]);
    world.delete_user(&ada.id).unwrap();
    assert_eq!(event_names(&world.last_entry()), ["member.removal_held"]);
    assert!(world.member(member).may_sign_in());
    let now = RemoveNow {
        call: world.call(),
        member,
    };
    assert_eq!(refused(world.run(&now)).0, 422);
    protect(&mut world, false);
    assert_eq!(state(&world, member), "pending");
    world
        .run(&RemoveNow {
            call: world.call(),
            member,
        })
        .unwrap();
    assert_eq!(world.last_entry().operation, OperationName::Remove);
    assert_eq!(state(&world, member), "removed");
}

#[test]
fn who_stays_deactivated_goes_where_the_tenant_wants_it() {
    let mut world = World::new();
    let ada = world.create_user(user("ada")).unwrap();
    let member = ada.member.unwrap().id;
    world.set_active(&ada.id, false).unwrap();
    world.wait_hours(8 * 24);
    assert!(world.remove_due(9).removed.is_empty());
    world.set(json!({ "remove_deactivated": true }));
    world.carry_on();
    assert_eq!(world.remove_due(9).removed, [member]);
    assert_eq!(
        world.last_entry().reason.as_deref(),
        Some("deactivated for the whole grace period")
    );
    let title = json!([{"op": "replace", "path": "title", "value": "T"}]);
    world.patch_user(&ada.id, title).unwrap();
    assert_eq!(state(&world, member), "removed");
    let back = world.set_active(&ada.id, true).unwrap();
    assert_eq!(
        back.member.unwrap().id,
        member,
        "and comes back by the same record"
    );
    assert_eq!(state(&world, member), "active");

    world.set_active(&ada.id, false).unwrap();
    world.set(json!({ "remove_deactivated": false }));
    world.set_active(&ada.id, true).unwrap();
}

#[test]
fn a_setting_that_cannot_be_is_refused_with_its_name() {
    let mut world = World::new();
    let change = store::operation::tenant::TenantChange {
        settings: json!({ "grace_days": 91, "plan": false })
            .as_object()
            .unwrap()
            .clone(),
        ..Default::default()
    };
    let Err(Refusal::Invalid(words)) = world.try_change(change) else {
        panic!("it was taken");
    };
    assert!(words.starts_with("grace_days: "), "{words}");
    assert!(world.facts().settings.plan, "none of them was set");
}
