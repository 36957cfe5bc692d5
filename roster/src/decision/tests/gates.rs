//! Single sign-on not active (D6): nothing gives access, everything takes it.

use super::*;

fn refused(before: Option<&Member>, act: &Act) -> bool {
    let outcome = decide(before, act, &without_sso(7), NEW, at(0));
    match outcome {
        Err(refusal) => {
            assert_eq!(
                refusal.to_string(),
                "single sign-on is not active for this account, so that nobody is let in: set up \
                 SAML or OIDC in the app, then start the provisioning again"
            );
            true
        }
        Ok(_) => false,
    }
}

#[test]
fn what_gives_access_is_refused() {
    let provision = Act::Provision(ada(true));
    assert!(refused(None, &provision), "a new person");
    assert!(
        refused(None, &Act::Provision(ada(false))),
        "a new person, even without access"
    );
    assert!(
        refused(None, &Act::Update(ada(true))),
        "a person whose address came later"
    );
    for state in [MemberState::Unmanaged, pending(false), removed(false)] {
        assert!(
            refused(Some(&member(state.clone())), &provision),
            "{state:?}"
        );
    }
    let reactivate = Act::Update(ada(true));
    assert!(
        refused(Some(&member(MemberState::Deactivated)), &reactivate),
        "a reactivation"
    );
    assert!(
        refused(Some(&member(removed(false))), &Act::Restore),
        "an undone removal"
    );
}

#[test]
fn loss_of_access_is_never_refused() {
    for state in [MemberState::Active, MemberState::Deactivated] {
        let before = member(state);
        assert!(!refused(Some(&before), &Act::Update(ada(false))));
        assert!(!refused(Some(&before), &Act::Delete));
    }
    let before = member(pending(false));
    let decision = decide(Some(&before), &Act::RemovalDue, &without_sso(7), NEW, at(4)).unwrap();
    assert!(!decision.member.unwrap().is_member());
}

#[test]
fn names_and_addresses_still_follow() {
    let person = Person {
        email: Some("new@x.org".to_owned()),
        ..ada(true)
    };
    assert!(!refused(
        Some(&member(MemberState::Active)),
        &Act::Update(person.clone())
    ));
    let inactive = Person {
        active: Some(false),
        ..person
    };
    assert!(!refused(
        Some(&member(MemberState::Deactivated)),
        &Act::Update(inactive)
    ));
}

#[test]
fn a_record_without_a_member_may_still_lose_its_access() {
    let decision = decide(None, &Act::Update(ada(false)), &without_sso(7), NEW, at(0)).unwrap();
    assert_eq!(decision.member, None);
    assert_eq!(
        decision.reason,
        Some(Reason::NotAddedBehindGate(Gate::SingleSignOnMissing))
    );
}

#[test]
fn a_pending_removal_may_be_taken_back() {
    for blocked in [false, true] {
        assert!(!refused(Some(&member(pending(blocked))), &Act::Restore));
    }
}
