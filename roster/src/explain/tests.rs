use super::*;
use crate::{Assignment, MemberId, Origin};

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_750_000_000 + second).unwrap()
}

fn member(state: MemberState) -> Member {
    Member {
        id: MemberId(uuid::Uuid::from_u128(1)),
        state,
        origin: Origin::Directory,
        user: Some("u1".to_owned()),
        user_name: "ada".to_owned(),
        display_name: None,
        email: "ada@x.org".to_owned(),
        protected: false,
        deactivated_at: None,
        gone_since: None,
        assignment: Assignment::default(),
        created_at: at(0),
        changed_at: at(0),
    }
}

fn record() -> Record {
    Record {
        id: "u1".to_owned(),
        user_name: "ada".to_owned(),
        address: Some("ada@x.org".to_owned()),
        active: Some(true),
        entry: Some(5),
    }
}

fn deleted() -> Deleted {
    Deleted {
        at: at(9),
        by: "Entra ID".to_owned(),
        entry: Some(8),
    }
}

/// An account in which everything is well, and nobody is known.
fn nobody() -> Facts {
    Facts {
        who: "ada@x.org".to_owned(),
        connection: Connection {
            last_call: Some(at(1)),
            stale_token: None,
            has_token: true,
        },
        gate: None,
        automatic: true,
        mode: Mode::Live,
        seats: Seats::UNLIMITED,
        record: None,
        refused: None,
        deleted: None,
        member: None,
        denial: None,
        groups: Vec::new(),
        any_group: true,
    }
}

fn recorded() -> Facts {
    Facts {
        record: Some(record()),
        ..nobody()
    }
}

fn with(state: MemberState) -> Facts {
    Facts {
        member: Some(member(state)),
        ..recorded()
    }
}

fn refused_for(detail: String) -> Facts {
    Facts {
        refused: Some(Refused {
            at: at(2),
            detail,
            entry: 6,
        }),
        ..nobody()
    }
}

fn cases() -> Vec<(Verdict, Facts)> {
    let full = Seats {
        used: 2,
        limit: Some(2),
    };
    let never = Connection {
        last_call: None,
        has_token: false,
        stale_token: None,
    };
    let unused = Connection {
        has_token: true,
        ..never.clone()
    };
    let stale = Connection {
        stale_token: Some(("Entra ID".to_owned(), at(7))),
        ..nobody().connection
    };
    let gates = [
        Gate::PlanLapsed,
        Gate::SingleSignOnInactive,
        Gate::SingleSignOnMissing,
    ];
    let mut cases = vec![
        (
            Verdict::NeverConnected,
            Facts {
                connection: never,
                ..nobody()
            },
        ),
        (
            Verdict::NeverConnected,
            Facts {
                connection: unused,
                ..nobody()
            },
        ),
        (
            Verdict::StaleToken,
            Facts {
                connection: stale,
                ..nobody()
            },
        ),
        (Verdict::NeverReceived, nobody()),
        (
            Verdict::Refused,
            refused_for("The userName ada belongs to user u9 already.".to_owned()),
        ),
        (
            Verdict::SeatsTaken,
            Facts {
                seats: full,
                ..refused_for("all seats of this account are taken".to_owned())
            },
        ),
        (
            Verdict::NoAddress,
            Facts {
                record: Some(Record {
                    address: None,
                    ..record()
                }),
                ..nobody()
            },
        ),
        (
            Verdict::NotAutomatic,
            Facts {
                automatic: false,
                ..recorded()
            },
        ),
        (
            Verdict::Paused,
            Facts {
                mode: Mode::Paused,
                ..recorded()
            },
        ),
        (
            Verdict::Observing,
            Facts {
                mode: Mode::Observing,
                ..recorded()
            },
        ),
        (
            Verdict::SeatsTaken,
            Facts {
                seats: full,
                ..recorded()
            },
        ),
        (Verdict::NotYetApplied, recorded()),
        (Verdict::Deactivated, with(MemberState::Deactivated)),
        (Verdict::WithAccess, with(MemberState::Active)),
        (Verdict::Unmanaged, with(MemberState::Unmanaged)),
        (
            Verdict::NotProvisioned,
            Facts {
                denial: Some(Denial::NotProvisioned),
                ..with(MemberState::Unmanaged)
            },
        ),
    ];
    for gate in gates {
        cases.push((
            Verdict::GateClosed(gate),
            Facts {
                gate: Some(gate),
                ..recorded()
            },
        ));
        let told = refused_for(gate.to_string());
        cases.push((
            Verdict::GateClosed(gate),
            Facts {
                gate: Some(gate),
                ..told
            },
        ));
    }
    let (since, blocked) = (at(9), false);
    for (verdict, state) in [
        (Verdict::Pending, MemberState::Pending { since, blocked }),
        (
            Verdict::Held,
            MemberState::Held {
                since,
                hold: 3,
                blocked,
            },
        ),
        (
            Verdict::Removed,
            MemberState::Removed { at: since, blocked },
        ),
    ] {
        let left = Facts {
            record: None,
            deleted: Some(deleted()),
            ..with(state)
        };
        cases.push((verdict, left));
    }
    cases
}

#[test]
fn each_fault_is_named() {
    for (verdict, facts) in cases() {
        let explanation = explain(&facts);
        assert_eq!(explanation.verdict, verdict, "{facts:?}");
        let last = explanation.steps.last().unwrap();
        assert!(
            last.says.ends_with(['.', ')']) || last.says.contains(':'),
            "{}",
            last.says
        );
    }
}

#[test]
fn what_a_member_has_behind_them_is_no_verdict() {
    let facts = Facts {
        gate: Some(Gate::PlanLapsed),
        automatic: false,
        seats: Seats {
            used: 9,
            limit: Some(2),
        },
        ..with(MemberState::Active)
    };
    let explanation = explain(&facts);
    assert_eq!(explanation.verdict, Verdict::WithAccess);
    assert!(explanation.steps.iter().all(|step| step.verdict.is_none()));
}

#[test]
fn the_entries_behind_a_step_are_named() {
    let told = explain(&refused_for("no".to_owned()));
    assert_eq!(told.steps.last().unwrap().entries, [6]);
    let left = cases().pop().unwrap().1;
    assert_eq!(explain(&left).steps.last().unwrap().entries, [8]);
}
