//! The state diagram, each arrow a test: who goes.

use super::*;
use MemberEvent::{RemovalScheduled, Removed};

#[test]
fn active_delete_pending_with_access() {
    let decision = decided(Some(&member(MemberState::Active)), &Act::Delete);
    let state = MemberState::Pending {
        since: at(0),
        blocked: false,
    };
    assert_becomes(&decision, &state, &[RemovalScheduled], None);
    let after = decision.member.unwrap();
    assert_eq!((after.id, &after.user), (OTHER, &None));
    assert!(after.may_sign_in() && after.is_member());
}

#[test]
fn deactivated_delete_pending_and_blocked() {
    let decision = decided(Some(&member(MemberState::Deactivated)), &Act::Delete);
    let after = decision.member.unwrap();
    assert_eq!(after.waits_since(), Some(at(0)));
    assert!(!after.may_sign_in(), "blocked while pending");
}

#[test]
fn delete_with_no_grace_removes_at_once() {
    for (state, blocked) in [
        (MemberState::Active, false),
        (MemberState::Deactivated, true),
    ] {
        let before = member(state);
        let decision = decide(Some(&before), &Act::Delete, &policy(0), NEW, at(0)).unwrap();
        let state = MemberState::Removed { at: at(0), blocked };
        assert_becomes(&decision, &state, &[Removed], None);
        assert!(!decision.member.unwrap().may_sign_in());
    }
}

#[test]
fn pending_due_removed() {
    for blocked in [false, true] {
        let before = member(pending(blocked));
        let decision = decide(Some(&before), &Act::RemovalDue, &policy(7), NEW, at(4)).unwrap();
        let state = MemberState::Removed { at: at(4), blocked };
        assert_becomes(&decision, &state, &[Removed], None);
        assert!(!decision.member.unwrap().is_member());
    }
}

#[test]
fn pending_not_yet_due_stays() {
    let before = member(pending(false));
    let early = at(4) - jiff::SignedDuration::from_nanos(1);
    let decision = decide(Some(&before), &Act::RemovalDue, &policy(7), NEW, early).unwrap();
    assert_eq!(decision.member, Some(before));
    assert_eq!(decision.reason, Some(Reason::NothingToRemove));
}

#[test]
fn the_days_of_now_decide() {
    let before = member(pending(true));
    let longer = decide(Some(&before), &Act::RemovalDue, &policy(30), NEW, at(4)).unwrap();
    assert_eq!(longer.member, Some(before.clone()), "raised: protected");
    let shorter = decide(Some(&before), &Act::RemovalDue, &policy(3), NEW, at(0)).unwrap();
    assert!(
        !shorter.member.unwrap().is_member(),
        "lowered, and confirmed"
    );
}

#[test]
fn there_are_no_other_arrows() {
    let nobody = [None];
    let gone = [pending(false), removed(false), MemberState::Unmanaged].map(Some);
    for state in nobody.into_iter().chain(gone) {
        let before = state.map(member);
        let decision = decided(before.as_ref(), &Act::Delete);
        assert_eq!(
            (decision.member, decision.reason),
            (before, Some(Reason::NothingToRemove))
        );
    }
    let not_pending = [MemberState::Active, removed(false), MemberState::Unmanaged];
    for state in not_pending {
        let before = member(state);
        let decision = decided(Some(&before), &Act::RemovalDue);
        assert_eq!(decision.member, Some(before));
    }
    for state in [
        MemberState::Active,
        MemberState::Deactivated,
        MemberState::Unmanaged,
    ] {
        let before = member(state);
        let decision = decided(Some(&before), &Act::Restore);
        assert_eq!(decision.member, Some(before));
        assert_eq!(decision.reason, Some(Reason::NothingToRestore));
    }
}
