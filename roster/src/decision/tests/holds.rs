//! Too many removals at once (D17), and those that nobody acted upon (D2).

use super::*;

fn held(blocked: bool) -> MemberState {
    MemberState::Held {
        since: at(-3),
        hold: 4,
        blocked,
    }
}

fn beyond(days: i64) -> Policy {
    Policy {
        hold: Some(4),
        ..policy(days)
    }
}

#[test]
fn one_too_many_is_held_whatever_the_grace_period() {
    for days in [0, 7] {
        for (state, blocked) in [
            (MemberState::Active, false),
            (MemberState::Deactivated, true),
        ] {
            let before = member(state);
            let decision = decide(Some(&before), &Act::Delete, &beyond(days), NEW, at(0)).unwrap();
            let state = MemberState::Held {
                since: at(0),
                hold: 4,
                blocked,
            };
            let told = [MemberEvent::RemovalHeld];
            assert_becomes(&decision, &state, &told, Some(Reason::Held));
            assert_eq!(decision.member.unwrap().may_sign_in(), !blocked);
        }
    }
}

#[test]
fn time_removes_nobody_who_is_held() {
    let before = member(held(false));
    let decision = decide(Some(&before), &Act::RemovalDue, &policy(0), NEW, at(900)).unwrap();
    assert_eq!(decision.member, Some(before));
}

#[test]
fn an_approved_removal_goes_on_where_it_was_stopped() {
    let before = member(held(true));
    let waits = decide(Some(&before), &Act::Approve, &beyond(7), NEW, at(0)).unwrap();
    let state = MemberState::Pending {
        since: at(-3),
        blocked: true,
    };
    assert_becomes(&waits, &state, &[MemberEvent::RemovalScheduled], None);
    let over = decide(Some(&before), &Act::Approve, &beyond(3), NEW, at(0)).unwrap();
    let state = MemberState::Removed {
        at: at(0),
        blocked: true,
    };
    assert_becomes(&over, &state, &[MemberEvent::Removed], None);
}

#[test]
fn a_discarded_or_returning_one_is_what_they_were() {
    for (blocked, state) in [
        (false, MemberState::Active),
        (true, MemberState::Deactivated),
    ] {
        let before = member(held(blocked));
        for act in [Act::Restore, Act::Provision(ada(!blocked))] {
            let decision = decided(Some(&before), &act);
            let told = [MemberEvent::RemovalCancelled];
            assert_becomes(&decision, &state, &told, Some(Reason::RemovalCancelled));
        }
    }
}

#[test]
fn what_was_not_acted_upon_is_in_the_end() {
    let off = Policy {
        automatic: false,
        ..policy(7)
    };
    let before = member(MemberState::Active);
    let recorded = decide(Some(&before), &Act::Delete, &off, NEW, at(0)).unwrap();
    assert_eq!(recorded.reason, Some(Reason::NotAutomatic));
    let gone = recorded.member.unwrap();
    assert_eq!((gone.user.as_ref(), gone.gone_since), (None, Some(at(0))));
    let later = decide(Some(&gone), &Act::CatchUp, &policy(7), NEW, at(30)).unwrap();
    let state = MemberState::Pending {
        since: at(30),
        blocked: false,
    };
    assert_becomes(&later, &state, &[MemberEvent::RemovalScheduled], None);
    assert_eq!(later.member.unwrap().gone_since, None);

    let back = decided(Some(&gone), &Act::Provision(ada(true)));
    assert_eq!(
        back.member.unwrap().gone_since,
        None,
        "or the directory takes it back"
    );
}

#[test]
fn who_stays_deactivated_is_removed_where_the_tenant_wants_it() {
    let long = Member {
        deactivated_at: Some(at(-7)),
        ..member(MemberState::Deactivated)
    };
    let due = |policy: &Policy| decide(Some(&long), &Act::RemovalDue, policy, NEW, at(0)).unwrap();
    assert_eq!(due(&policy(7)).member, Some(long.clone()), "off by default");
    let wanted = Policy {
        remove_deactivated: true,
        ..policy(7)
    };
    let decision = due(&wanted);
    let state = MemberState::Removed {
        at: at(0),
        blocked: true,
    };
    let reason = Some(Reason::LongDeactivated);
    assert_becomes(&decision, &state, &[MemberEvent::Removed], reason);

    let removed = decision.member.unwrap();
    assert_eq!(
        removed.user.as_deref(),
        Some("u1"),
        "the record is still there"
    );
    let silent = decided(Some(&removed), &Act::Update(ada(false)));
    assert_eq!(silent.member.as_ref(), Some(&removed));
    let back = decided(Some(&removed), &Act::Update(ada(true)));
    let told = [MemberEvent::Restored];
    assert_becomes(
        &back,
        &MemberState::Active,
        &told,
        Some(Reason::RestoredMember),
    );
}

#[test]
fn a_connection_that_ends_gives_nobody_access_and_takes_none() {
    for (state, after) in [
        (MemberState::Active, MemberState::Unmanaged),
        (MemberState::Deactivated, MemberState::Deactivated),
        (pending(false), MemberState::Unmanaged),
        (pending(true), MemberState::Deactivated),
        (held(false), MemberState::Unmanaged),
    ] {
        let before = member(state);
        let decision = decided(Some(&before), &Act::Disconnect);
        assert_becomes(&decision, &after, &[MemberEvent::Disconnected], None);
        let member = decision.member.unwrap();
        assert_eq!(member.user, None);
        assert_eq!(member.may_sign_in(), before.may_sign_in());
    }
}
