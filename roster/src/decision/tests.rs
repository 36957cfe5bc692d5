mod departures;
mod edits;
mod gates;
mod holds;
mod imports;
mod matrix;
mod presence;
mod properties;
mod returns;

use uuid::Uuid;

use super::*;
use crate::{Gate, Grace, MemberState, Mode, Origin, Seats};

const NEW: MemberId = MemberId(Uuid::from_u128(1));
const OTHER: MemberId = MemberId(Uuid::from_u128(2));

fn at(day: i64) -> Timestamp {
    Timestamp::from_second(1_750_000_000 + day * 86_400).unwrap()
}

fn policy(days: i64) -> Policy {
    Policy {
        gate: None,
        automatic: true,
        mode: Mode::Live,
        grace: Grace {
            days: days.try_into().unwrap(),
            runs: true,
            stops: Vec::new(),
        },
        remove_deactivated: false,
        seats: Seats::UNLIMITED,
        hold: None,
    }
}

fn without_sso(days: i64) -> Policy {
    Policy {
        gate: Some(Gate::SingleSignOnMissing),
        ..policy(days)
    }
}

fn ada(active: bool) -> Person {
    Person {
        user: "u1".to_owned(),
        user_name: "ada".to_owned(),
        display_name: Some("Ada".to_owned()),
        email: Some("ada@x.org".to_owned()),
        active: Some(active),
    }
}

fn member(state: MemberState) -> Member {
    let managed = matches!(state, MemberState::Active | MemberState::Deactivated);
    Member {
        id: OTHER,
        state,
        origin: Origin::Directory,
        user: managed.then(|| "u1".to_owned()),
        user_name: "ada".to_owned(),
        display_name: Some("Ada".to_owned()),
        email: "ada@x.org".to_owned(),
        protected: false,
        deactivated_at: None,
        gone_since: None,
        assignment: crate::Assignment::default(),
        created_at: at(-100),
        changed_at: at(-50),
    }
}

fn pending(blocked: bool) -> MemberState {
    MemberState::Pending {
        since: at(-3),
        blocked,
    }
}

fn removed(blocked: bool) -> MemberState {
    MemberState::Removed {
        at: at(-1),
        blocked,
    }
}

/// The decision on day 0 with a week of grace.
fn decided(before: Option<&Member>, act: &Act) -> Decision {
    decide(before, act, &policy(7), NEW, at(0)).unwrap()
}

/// State, events and reason of a decision that has a member.
#[track_caller]
fn assert_becomes(
    decision: &Decision,
    state: &MemberState,
    events: &[MemberEvent],
    reason: Option<Reason>,
) {
    let member = decision.member.as_ref().expect("a member");
    assert_eq!(&member.state, state);
    assert_eq!(decision.events, events);
    assert_eq!(decision.reason, reason);
}

fn join() -> Act {
    Act::Join {
        user_name: "ada".to_owned(),
        display_name: None,
        email: "ada@x.org".to_owned(),
    }
}
