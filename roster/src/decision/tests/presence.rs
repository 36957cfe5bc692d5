//! The state diagram, each arrow a test: who is there.

use super::*;
use MemberEvent::{Created, Deactivated, Reactivated, Updated};

#[test]
fn absent_provision_active() {
    let decision = decided(None, &Act::Provision(ada(true)));
    assert_becomes(&decision, &MemberState::Active, &[Created], None);
    let member = decision.member.unwrap();
    assert_eq!(member.id, NEW);
    assert_eq!(member.user.as_deref(), Some("u1"));
    assert_eq!(member.origin, Origin::Directory);
    assert!(member.may_sign_in());
}

#[test]
fn absent_provision_inactive_deactivated() {
    let decision = decided(None, &Act::Provision(ada(false)));
    assert_becomes(&decision, &MemberState::Deactivated, &[Created], None);
    assert!(!decision.member.unwrap().may_sign_in());
}

#[test]
fn absent_provision_without_an_address_stays_absent() {
    let person = Person {
        email: None,
        ..ada(true)
    };
    for act in [Act::Provision(person.clone()), Act::Update(person)] {
        let decision = decided(None, &act);
        assert_eq!(decision.member, None);
        assert!(decision.events.is_empty());
        assert_eq!(decision.reason.unwrap().to_string(), "no address yet");
    }
}

#[test]
fn absent_update_with_an_address_active() {
    let decision = decided(None, &Act::Update(ada(true)));
    assert_becomes(&decision, &MemberState::Active, &[Created], None);
}

#[test]
fn active_update_false_deactivated() {
    let decision = decided(Some(&member(MemberState::Active)), &Act::Update(ada(false)));
    assert_becomes(&decision, &MemberState::Deactivated, &[Deactivated], None);
    assert!(!decision.member.unwrap().may_sign_in());
}

#[test]
fn deactivated_update_true_active() {
    let before = member(MemberState::Deactivated);
    let decision = decided(Some(&before), &Act::Update(ada(true)));
    assert_becomes(&decision, &MemberState::Active, &[Reactivated], None);
    let after = decision.member.unwrap();
    let same_but_state = Member {
        state: before.state.clone(),
        changed_at: before.changed_at,
        ..after
    };
    assert_eq!(
        same_but_state, before,
        "exactly the same member comes back (R65)"
    );
}

#[test]
fn active_update_keeps_the_ids() {
    let before = member(MemberState::Active);
    let person = Person {
        user_name: "lovelace".to_owned(),
        email: Some("lovelace@x.org".to_owned()),
        ..ada(true)
    };
    let decision = decided(Some(&before), &Act::Update(person));
    assert_becomes(&decision, &MemberState::Active, &[Updated], None);
    let after = decision.member.unwrap();
    assert_eq!(
        (after.id, &after.user, after.created_at),
        (OTHER, &before.user, before.created_at)
    );
    assert_eq!(
        (after.user_name.as_str(), after.email.as_str()),
        ("lovelace", "lovelace@x.org")
    );
    assert_eq!(after.changed_at, at(0));
}

#[test]
fn an_update_that_changes_nothing_changes_nothing() {
    for (state, active) in [
        (MemberState::Active, true),
        (MemberState::Deactivated, false),
    ] {
        let before = member(state);
        let decision = decided(Some(&before), &Act::Update(ada(active)));
        assert_eq!(decision, Decision::unchanged(Some(&before)));
    }
}

#[test]
fn a_withdrawn_address_leaves_the_last_one() {
    let person = Person {
        email: None,
        ..ada(true)
    };
    let before = member(MemberState::Active);
    assert_eq!(
        decided(Some(&before), &Act::Update(person)).member,
        Some(before)
    );
}

#[test]
fn absent_join_unmanaged() {
    let decision = decided(None, &join());
    assert_becomes(&decision, &MemberState::Unmanaged, &[Created], None);
    let after = decision.member.unwrap();
    assert_eq!(
        (after.id, after.origin, after.user.clone()),
        (NEW, Origin::App, None)
    );
    assert!(after.may_sign_in());
}

#[test]
fn a_directory_that_takes_its_word_on_access_back_changes_nothing() {
    for state in [MemberState::Active, MemberState::Deactivated] {
        let before = member(state.clone());
        let silent = Person {
            active: None,
            ..ada(true)
        };
        let decision = decided(Some(&before), &Act::Update(silent));
        assert_becomes(&decision, &state, &[], None);
    }
    let silent = Person {
        active: None,
        ..ada(true)
    };
    let decision = decided(None, &Act::Update(silent));
    assert_becomes(&decision, &MemberState::Deactivated, &[Created], None);
}
