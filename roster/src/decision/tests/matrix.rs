//! The gate matrix, cell by cell: each operation under each condition, named as a person would.

use super::*;

/// What an operation comes to.
#[derive(Debug, PartialEq, Eq)]
enum Cell {
    /// 403.
    Refused,
    /// The record is stored, and nothing else happens.
    Stored,
    /// The member is in this state, and may or may not have been before.
    State(&'static str),
}

use Cell::{Refused, State, Stored};

const A: Cell = State("active");
const D: Cell = State("deactivated");
const P: Cell = State("pending");
const R: Cell = Refused;
const S: Cell = Stored;

/// The conditions, in the order of the columns.
fn columns() -> [(&'static str, Policy); 8] {
    let gate = |gate| Policy {
        gate: Some(gate),
        ..policy(7)
    };
    [
        ("normal", policy(7)),
        (
            "automatic create and remove off",
            Policy {
                automatic: false,
                ..policy(7)
            },
        ),
        ("single sign-on missing", gate(Gate::SingleSignOnMissing)),
        ("single sign-on inactive", gate(Gate::SingleSignOnInactive)),
        ("plan lapsed", gate(Gate::PlanLapsed)),
        ("paused", stopped(Mode::Paused)),
        ("observing", stopped(Mode::Observing)),
        (
            "seats full",
            Policy {
                seats: Seats {
                    used: 3,
                    limit: Some(3),
                },
                ..policy(7)
            },
        ),
    ]
}

fn stopped(mode: Mode) -> Policy {
    let running = policy(7);
    Policy {
        mode,
        grace: Grace {
            runs: false,
            ..running.grace.clone()
        },
        ..running
    }
}

fn cell(before: Option<&Member>, act: &Act, policy: &Policy) -> Cell {
    match decide(before, act, policy, NEW, at(0)) {
        Err(Refusal::GateClosed(_) | Refusal::SeatsTaken { .. }) => Refused,
        Err(other) => panic!("{other}"),
        Ok(decision) => match decision.member {
            Some(member) if Some(&member) != before => State(member.state.as_str()),
            _ => Stored,
        },
    }
}

/// An operation, who it is done to, the act, and what it comes to in each column: normal, automatic
/// off, single sign-on missing and inactive, plan lapsed, paused, observing, seats full.
type Row = (&'static str, Option<MemberState>, Act, [Cell; 8]);

fn rows() -> Vec<Row> {
    let (mine, unmanaged) = (MemberState::Active, MemberState::Unmanaged);
    let renamed = Person {
        user_name: "lovelace".to_owned(),
        ..ada(true)
    };
    let (create, update) = (
        |active| Act::Provision(ada(active)),
        |active| Act::Update(ada(active)),
    );
    vec![
        (
            "create a new person",
            None,
            create(true),
            [A, S, R, R, R, S, S, R],
        ),
        (
            "create a new person without access",
            None,
            create(false),
            [D, S, R, R, R, S, S, D],
        ),
        (
            "create an existing person",
            Some(unmanaged),
            create(true),
            [A, A, R, R, R, S, S, A],
        ),
        (
            "update name or address",
            Some(mine.clone()),
            Act::Update(renamed),
            [A, A, A, A, A, S, S, A],
        ),
        (
            "deactivate",
            Some(mine.clone()),
            update(false),
            [D, D, D, D, D, D, D, D],
        ),
        (
            "reactivate",
            Some(MemberState::Deactivated),
            update(true),
            [A, A, R, R, R, S, S, R],
        ),
        (
            "delete",
            Some(mine.clone()),
            Act::Delete,
            [P, A, P, P, P, P, P, P],
        ),
    ]
}

#[test]
fn every_cell() {
    for (operation, before, act, row) in rows() {
        let before = before.map(member);
        for ((condition, policy), expected) in columns().into_iter().zip(row) {
            assert_eq!(
                cell(before.as_ref(), &act, &policy),
                expected,
                "{operation} when {condition}"
            );
        }
    }
}

#[test]
fn a_protected_member_keeps_access_and_somebody_hears_of_it() {
    let protected = Member {
        protected: true,
        ..member(MemberState::Active)
    };
    let deactivation = decided(Some(&protected), &Act::Update(ada(false)));
    assert_becomes(
        &deactivation,
        &MemberState::Active,
        &[],
        Some(Reason::Protected),
    );
    let deletion = decided(Some(&protected), &Act::Delete);
    let told = [MemberEvent::RemovalHeld];
    assert_becomes(
        &deletion,
        &MemberState::Active,
        &told,
        Some(Reason::Protected),
    );
    let kept = deletion.member.unwrap();
    assert_eq!((kept.user, kept.gone_since), (None, Some(at(0))));

    let renamed = Person {
        user_name: "lovelace".to_owned(),
        ..ada(true)
    };
    let update = decided(Some(&protected), &Act::Update(renamed));
    assert_becomes(&update, &MemberState::Active, &[MemberEvent::Updated], None);
    let link = Member {
        state: MemberState::Unmanaged,
        user: None,
        ..protected.clone()
    };
    let linked = decided(Some(&link), &Act::Provision(ada(true)));
    assert_eq!(linked.member.unwrap().state, MemberState::Active);

    for blocked in [false, true] {
        let waiting = Member {
            protected: true,
            ..member(pending(blocked))
        };
        let due = decide(Some(&waiting), &Act::RemovalDue, &policy(7), NEW, at(4)).unwrap();
        assert!(
            due.member.unwrap().is_member(),
            "time does not remove either"
        );
        let now = decide(Some(&waiting), &Act::RemoveNow, &policy(7), NEW, at(0));
        assert_eq!(now, Err(Refusal::Protected));
    }
}

#[test]
fn a_paused_removal_waits_and_the_rest_of_the_time_follows() {
    let before = member(pending(false));
    let due = decide(
        Some(&before),
        &Act::RemovalDue,
        &stopped(Mode::Paused),
        NEW,
        at(9),
    )
    .unwrap();
    assert_eq!(due.member, Some(before));
}
