//! The state diagram, each arrow a test: who comes back.

use super::*;
use MemberEvent::{Deactivated, Linked, Reactivated, RemovalCancelled, Restored, Updated};

#[test]
fn pending_provision_previous_state() {
    for (blocked, state) in [
        (false, MemberState::Active),
        (true, MemberState::Deactivated),
    ] {
        let before = member(pending(blocked));
        let decision = decided(Some(&before), &Act::Provision(ada(!blocked)));
        assert_becomes(
            &decision,
            &state,
            &[RemovalCancelled],
            Some(Reason::RemovalCancelled),
        );
        let after = decision.member.unwrap();
        assert_eq!((after.id, after.user.as_deref()), (OTHER, Some("u1")));
    }
}

#[test]
fn pending_provision_follows_the_new_record() {
    let new_name = Person {
        user: "u2".to_owned(),
        user_name: "lovelace".to_owned(),
        ..ada(true)
    };
    let decision = decided(Some(&member(pending(true))), &Act::Provision(new_name));
    let events = [RemovalCancelled, Updated, Reactivated];
    assert_becomes(
        &decision,
        &MemberState::Active,
        &events,
        Some(Reason::RemovalCancelled),
    );

    let decision = decided(Some(&member(pending(false))), &Act::Provision(ada(false)));
    let events = [RemovalCancelled, Deactivated];
    assert_becomes(
        &decision,
        &MemberState::Deactivated,
        &events,
        Some(Reason::RemovalCancelled),
    );
}

#[test]
fn pending_admin_restore_previous_state() {
    for (blocked, state) in [
        (false, MemberState::Active),
        (true, MemberState::Deactivated),
    ] {
        let decision = decided(Some(&member(pending(blocked))), &Act::Restore);
        assert_becomes(
            &decision,
            &state,
            &[RemovalCancelled],
            Some(Reason::RemovalCancelled),
        );
        assert_eq!(
            decision.member.unwrap().user,
            None,
            "no directory record came back"
        );
    }
}

#[test]
fn removed_provision_same_member_again() {
    let person = Person {
        user: "u2".to_owned(),
        ..ada(true)
    };
    let decision = decided(Some(&member(removed(true))), &Act::Provision(person));
    assert_becomes(
        &decision,
        &MemberState::Active,
        &[Restored],
        Some(Reason::RestoredMember),
    );
    let after = decision.member.unwrap();
    assert_eq!((after.id, after.user.as_deref()), (OTHER, Some("u2")));
}

#[test]
fn removed_provision_inactive_comes_back_deactivated() {
    let decision = decided(Some(&member(removed(false))), &Act::Provision(ada(false)));
    assert_becomes(
        &decision,
        &MemberState::Deactivated,
        &[Restored],
        Some(Reason::RestoredMember),
    );
}

#[test]
fn removed_admin_restore_as_before() {
    for (blocked, state) in [
        (false, MemberState::Active),
        (true, MemberState::Deactivated),
    ] {
        let decision = decided(Some(&member(removed(blocked))), &Act::Restore);
        assert_becomes(&decision, &state, &[Restored], Some(Reason::RestoredMember));
    }
}

#[test]
fn unmanaged_provision_linked() {
    let before = Member {
        origin: Origin::App,
        ..member(MemberState::Unmanaged)
    };
    let decision = decided(Some(&before), &Act::Provision(ada(true)));
    assert_becomes(
        &decision,
        &MemberState::Active,
        &[Linked],
        Some(Reason::LinkedExistingMember),
    );
    assert_eq!(
        decision.reason.unwrap().to_string(),
        "linked existing member"
    );
    let after = decision.member.unwrap();
    assert_eq!((after.id, after.origin), (OTHER, Origin::App));
}

#[test]
fn unmanaged_provision_inactive_is_linked_and_loses_access() {
    let decision = decided(
        Some(&member(MemberState::Unmanaged)),
        &Act::Provision(ada(false)),
    );
    let events = [Linked, Deactivated];
    let reason = Some(Reason::LinkedExistingMember);
    assert_becomes(&decision, &MemberState::Deactivated, &events, reason);
}

#[test]
fn restored_by_an_admin_then_provisioned_is_linked() {
    let before = Member {
        user: None,
        ..member(MemberState::Active)
    };
    let decision = decided(Some(&before), &Act::Provision(ada(true)));
    assert_becomes(
        &decision,
        &MemberState::Active,
        &[Linked],
        Some(Reason::LinkedExistingMember),
    );
}

#[test]
fn removed_join_unmanaged_with_the_same_id() {
    let decision = decided(Some(&member(removed(true))), &join());
    assert_becomes(
        &decision,
        &MemberState::Unmanaged,
        &[Restored],
        Some(Reason::RestoredMember),
    );
    assert_eq!(decision.member.unwrap().id, OTHER);
}

#[test]
fn who_is_there_cannot_join() {
    for state in [MemberState::Active, MemberState::Unmanaged, pending(false)] {
        let refusal = decide(Some(&member(state)), &join(), &policy(7), NEW, at(0));
        assert_eq!(refusal, Err(Refusal::AlreadyMember));
    }
}
