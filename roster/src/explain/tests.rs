use serde_json::json;

use super::*;
use crate::{
    Assignment, MemberId, Origin, TenantKind,
    mapping::{Group, Rules, Table},
    testing::tenant,
};

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

fn silent() -> Silent {
    Silent {
        usual: Some(Usual::Every(jiff::SignedDuration::from_mins(40))),
        client: None,
    }
}

/// An account in which everything is well, and nobody is known.
fn nobody() -> Facts {
    Facts {
        who: "ada@x.org".to_owned(),
        connection: Connection {
            last_call: Some(at(1)),
            rejected: None,
            refused: None,
            has_token: true,
            silent: None,
        },
        gate: None,
        automatic: true,
        mode: Mode::Live,
        seats: Seats::UNLIMITED,
        record: None,
        refused: None,
        deleted: None,
        ended: None,
        erased: None,
        member: None,
        denial: None,
        groups: Vec::new(),
        group: None,
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
            status: 403,
            detail,
            is_change: false,
            entry: 6,
        }),
        ..nobody()
    }
}

fn full() -> Seats {
    Seats {
        used: 2,
        limit: Some(2),
    }
}

fn rejected(because: Rejection) -> Rejected {
    Rejected {
        name: "Entra ID".to_owned(),
        at: at(7),
        because,
    }
}

/// How far the directory came.
fn calls() -> Vec<(Verdict, Facts)> {
    let connected = |connection| Facts {
        connection,
        ..nobody()
    };
    let never = Connection::default();
    let unused = Connection {
        has_token: true,
        ..Connection::default()
    };
    let rejected = |because| Facts {
        connection: Connection {
            rejected: Some(rejected(because)),
            ..nobody().connection
        },
        ..nobody()
    };
    let turned_away = |status| {
        let mut refused = refused_for("no".to_owned()).refused;
        if let Some(refused) = &mut refused {
            refused.status = status;
        }
        Facts {
            connection: Connection {
                refused,
                ..nobody().connection
            },
            ..nobody()
        }
    };
    let without_token = Connection {
        has_token: false,
        ..nobody().connection
    };
    let quiet = connected(Connection {
        silent: Some(silent()),
        ..nobody().connection
    });
    let sent_before = Facts {
        connection: quiet.connection.clone(),
        ..refused_for("The userName ada belongs to user u9 already.".to_owned())
    };
    let erased = Facts {
        erased: Some(deleted()),
        ..nobody()
    };
    let mut twice = refused_for("all seats of this account are taken".to_owned());
    twice.seats = full();
    let mut without = recorded();
    without.record = Some(Record {
        address: None,
        ..record()
    });
    let taken = "The userName ada belongs to user u9 already.".to_owned();
    vec![
        (Verdict::NeverConnected, connected(never)),
        (Verdict::NeverConnected, connected(unused)),
        (Verdict::NoToken, connected(without_token)),
        (
            Verdict::TokenRejected(Rejection::Revoked),
            rejected(Rejection::Revoked),
        ),
        (
            Verdict::TokenRejected(Rejection::Expired),
            rejected(Rejection::Expired),
        ),
        (
            Verdict::TokenRejected(Rejection::Altered),
            rejected(Rejection::Altered),
        ),
        (Verdict::WrongUrl, turned_away(404)),
        (Verdict::CallRefused, turned_away(400)),
        (Verdict::Erased, erased),
        (Verdict::Silent, quiet),
        (Verdict::Refused, sent_before),
        (Verdict::NeverReceived, nobody()),
        (Verdict::Refused, refused_for(taken)),
        (Verdict::SeatsTaken, twice),
        (Verdict::NoAddress, without),
        (Verdict::NotYetApplied, recorded()),
    ]
}

/// What stands in the way of somebody who was sent.
fn obstacles() -> Vec<(Verdict, Facts)> {
    let changed = |change: fn(&mut Facts)| {
        let mut facts = recorded();
        change(&mut facts);
        facts
    };
    let mut cases = vec![
        (
            Verdict::NotAutomatic,
            changed(|facts| facts.automatic = false),
        ),
        (Verdict::Paused, changed(|facts| facts.mode = Mode::Paused)),
        (
            Verdict::Observing,
            changed(|facts| facts.mode = Mode::Observing),
        ),
        (Verdict::SeatsTaken, changed(|facts| facts.seats = full())),
    ];
    for gate in [
        Gate::PlanLapsed,
        Gate::SingleSignOnInactive,
        Gate::SingleSignOnMissing,
    ] {
        for mut facts in [recorded(), refused_for(gate.to_string())] {
            facts.gate = Some(gate);
            cases.push((Verdict::GateClosed(gate), facts));
        }
    }
    cases
}

/// Members, and those who were.
fn members() -> Vec<(Verdict, Facts)> {
    let mut kept_out = with(MemberState::Unmanaged);
    kept_out.denial = Some(Denial::NotProvisioned);
    let (since, blocked) = (at(9), false);
    let gone = |protected| {
        let mut facts = with(MemberState::Active);
        facts.record = None;
        if let Some(member) = &mut facts.member {
            member.protected = protected;
            member.gone_since = Some(since);
        }
        facts
    };
    let mut locked_out = gone(false);
    locked_out.denial = Some(Denial::Leaving);
    let mut kept = with(MemberState::Active);
    kept.record = Some(Record {
        active: Some(false),
        ..record()
    });
    if let Some(member) = &mut kept.member {
        member.protected = true;
    }
    let mut change_refused = with(MemberState::Deactivated);
    change_refused.refused = refused_for("no".to_owned()).refused;
    if let Some(refused) = &mut change_refused.refused {
        refused.is_change = true;
    }
    let mut cases = vec![
        (Verdict::Protected, kept),
        (Verdict::Protected, gone(true)),
        (Verdict::NotRemoved, gone(false)),
        (Verdict::NotRemoved, locked_out),
        (Verdict::Refused, change_refused),
        (Verdict::Deactivated, with(MemberState::Deactivated)),
        (Verdict::WithAccess, with(MemberState::Active)),
        (Verdict::Unmanaged, with(MemberState::Unmanaged)),
        (Verdict::NotProvisioned, kept_out),
    ];
    let held = MemberState::Held {
        since,
        hold: 3,
        blocked,
    };
    for (verdict, state) in [
        (Verdict::Pending, MemberState::Pending { since, blocked }),
        (Verdict::Held, held),
        (
            Verdict::Removed,
            MemberState::Removed { at: since, blocked },
        ),
    ] {
        let mut left = with(state);
        left.record = None;
        left.deleted = Some(deleted());
        cases.push((verdict, left));
    }
    cases
}

#[test]
fn each_fault_is_named() {
    for (verdict, facts) in [calls(), obstacles(), members()].concat() {
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
    let left = members().pop().unwrap().1;
    assert_eq!(explain(&left).steps.last().unwrap().entries, [8]);
}

fn rules(rows: &serde_json::Value) -> Rules {
    let rows = rows.as_array().unwrap();
    Rules::new(Table::read(rows).unwrap(), &tenant(TenantKind::Business))
}

fn asked(name: &str, id: Option<&str>) -> Facts {
    let rules = rules(&json!([
        { "name": "Lab Staff", "user_group": "Editors", "teacher": true },
        { "name": "Visitors", "ignore": true },
    ]));
    let group = Group {
        id: id.unwrap_or(name).to_owned(),
        ..Group::claimed(name)
    };
    Facts {
        group: Some(Asked {
            id: id.map(str::to_owned),
            members: 2,
            mapped: Mapped::of(&rules, &group),
            waiting: rules.table().waiting_for(&group),
            entry: Some(4),
            ..Asked::default()
        }),
        ..nobody()
    }
}

#[test]
fn a_group_has_a_chain_of_its_own() {
    let mut paused = asked("lab staff", Some("g1"));
    paused.mode = Mode::Paused;
    let mut shut = asked("lab staff", Some("g1"));
    shut.gate = Some(Gate::PlanLapsed);
    let stale = Facts {
        connection: Connection {
            rejected: Some(rejected(Rejection::Revoked)),
            ..nobody().connection
        },
        ..asked("lab staff", Some("g1"))
    };
    let changed = |change: fn(&mut Asked)| {
        let mut facts = asked("lab staff", None);
        change(facts.group.as_mut().unwrap());
        facts
    };
    let gone = changed(|asked| asked.deleted = Some(deleted()));
    let refused = changed(|asked| asked.refused = refused_for("no".to_owned()).refused);
    for (facts, verdict, word) in [
        (
            asked("lab staff", Some("g1")),
            Verdict::GroupMapped,
            "the user group Editors by row 1",
        ),
        (
            asked("Lab-Staff", Some("g1")),
            Verdict::GroupNotMapped,
            "row 1 (name Lab Staff)",
        ),
        (
            asked("Cooks", Some("g1")),
            Verdict::GroupNotMapped,
            "matches no row.",
        ),
        (
            asked("Visitors", Some("g1")),
            Verdict::GroupIgnored,
            "row 2",
        ),
        (
            asked("Lab Staff", None),
            Verdict::GroupNeverPushed,
            "row 1 waits",
        ),
        (paused, Verdict::Paused, "paused"),
        (shut, Verdict::GateClosed(Gate::PlanLapsed), "plan"),
        (
            stale,
            Verdict::TokenRejected(Rejection::Revoked),
            "Entra ID",
        ),
        (gone, Verdict::GroupDeleted, "by Entra ID"),
        (refused, Verdict::Refused, "told: no"),
    ] {
        let explanation = explain(&facts);
        assert_eq!(explanation.verdict, verdict, "{facts:?}");
        let says = explanation.says();
        assert!(says.contains(word), "{says}");
    }
    let visitors = asked("visitors", None).group.unwrap();
    assert!(
        visitors.waiting.is_empty(),
        "a row that ignores waits for nothing"
    );
}

#[test]
fn what_a_member_has_by_their_groups_is_told_group_by_group() {
    let mut facts = with(MemberState::Active);
    for name in ["Lab Staff", "Lab Stuff"] {
        facts
            .groups
            .push(asked(name, Some("g1")).group.unwrap().mapped);
    }
    if let Some(member) = &mut facts.member {
        member.assignment.user_group = Some("Editors".to_owned());
    }
    let said = explain(&facts).steps.last().unwrap().says.clone();
    for words in [
        "Lab Staff gives the user group Editors by row 1, teaching.",
        "Lab Stuff matches no row, and row 1 (name Lab Staff) nearly: it differs in one or two letters.",
        "The user group is Editors.",
    ] {
        assert!(said.contains(words), "{said}");
    }
    facts.mode = Mode::Paused;
    let said = explain(&facts).steps.last().unwrap().says.clone();
    assert!(said.contains("groups give nothing new"), "{said}");
}

#[test]
fn how_somebody_was_removed_is_told() {
    let blocked = false;
    for (how, words) in [
        (Ending::Due, "when the grace period was over"),
        (Ending::ByHand, "by root, who did not wait"),
        (Ending::WithTheRecord, "there is no grace period"),
    ] {
        let mut facts = with(MemberState::Removed { at: at(9), blocked });
        facts.record = None;
        facts.deleted = Some(deleted());
        facts.ended = Some(Ended {
            by: "root".to_owned(),
            how,
            entry: 11,
        });
        let last = explain(&facts).steps.pop().unwrap();
        assert!(last.says.contains(words), "{}", last.says);
        assert_eq!(last.entries, [11]);
    }
}

#[test]
fn the_row_that_decides_is_told_where_several_give_a_user_group() {
    let rules = rules(&json!([
        { "name": "Crew", "user_group": "Crew" },
        { "name": "Owners", "user_group": "Admins" },
    ]));
    let mut facts = with(MemberState::Active);
    for name in ["Owners", "Crew"] {
        facts.groups.push(Mapped::of(&rules, &Group::claimed(name)));
    }
    if let Some(member) = &mut facts.member {
        member.assignment.user_group = Some("Crew".to_owned());
    }
    let said = explain(&facts).steps.pop().unwrap().says;
    let words = "The user group is Crew: row 1 decides, as it comes before row 2.";
    assert!(said.contains(words), "{said}");
}
