//! Members whom a file lists.

use roster::{Listed, MemberId, MemberState, Origin, Seats};
use serde_json::json;
use store::{
    operation::{
        Operation as _,
        member::{Effect, Import, ImportMembers, ImportRow},
    },
    overlay::Overlay,
    record::activity::{OperationName, Outcome, Source, SourceKind},
};

use crate::{
    bodies::{event_names, user},
    world::World,
};

fn listed(email: &str) -> Listed {
    Listed {
        email: email.to_owned(),
        display_name: Some("Listed".to_owned()),
        user_group: Some("Staff".to_owned()),
        classes: Some([" 7A ".to_owned(), String::new()].into()),
        teacher: Some(true),
        ..Listed::default()
    }
}

fn operation(world: &mut World, rows: &[Listed]) -> ImportMembers {
    let mut call = world.call();
    call.source = Source::importer("staff.csv", "uid 0");
    let rows = rows.iter().zip(2..).map(|(listed, line)| ImportRow {
        line,
        new_member: MemberId(world.id()),
        listed: listed.clone(),
    });
    ImportMembers {
        call,
        rows: rows.collect(),
        seats_ahead: 0,
    }
}

fn import(world: &mut World, rows: &[Listed]) -> Import {
    let operation = operation(world, rows);
    world.run(&operation).unwrap()
}

fn effects(import: &Import) -> Vec<&'static str> {
    let word = |effect: &Effect| match effect {
        Effect::Added => "added",
        Effect::Restored => "restored",
        Effect::Updated => "updated",
        Effect::Unchanged => "unchanged",
        Effect::Managed => "managed",
        Effect::Refused { kind, .. } => kind,
    };
    import.rows.iter().map(|row| word(&row.effect)).collect()
}

#[test]
fn a_listed_person_is_added_once_and_the_entry_names_the_file() {
    let mut world = World::new();
    let first = import(&mut world, &[listed(" ada@x.org ")]);
    assert_eq!(effects(&first), ["added"]);
    let member = world.member(first.rows[0].member.unwrap());
    assert_eq!(
        (&member.state, member.origin, &*member.email),
        (&MemberState::Unmanaged, Origin::Import, "ada@x.org")
    );
    assert_eq!(member.assignment.classes, ["7A".to_owned()].into());
    let entry = world.last_entry();
    assert_eq!(entry.operation, OperationName::MemberAdd);
    assert_eq!(entry.source.kind, SourceKind::Importer);
    assert_eq!(entry.source.name.as_deref(), Some("staff.csv"));
    assert_eq!(event_names(&entry), ["member.created"]);
    assert_eq!(entry.changes.0["classes"], json!({"to": ["7A"]}));

    let second = import(&mut world, &[listed("ADA@x.org")]);
    assert_eq!(effects(&second), ["unchanged"]);
    assert_eq!(world.last_changes, 0, "not even an entry");
}

#[test]
fn the_directory_adopts_whom_a_file_has_listed() {
    let mut world = World::new();
    let added = import(&mut world, &[listed("ada@x.org")]).rows[0].member;
    let written = world.create_user(user("ada")).unwrap();
    let member = written.member.unwrap();
    assert_eq!(Some(member.id), added);
    assert_eq!(
        (member.state, member.origin),
        (MemberState::Active, Origin::Import)
    );
    assert_eq!(world.counters().members, 1);

    let again = import(&mut world, &[listed("ada@x.org")]);
    assert_eq!(effects(&again), ["managed"]);
    assert_eq!(world.last_changes, 0);
    let asked = &again.rows[0].changes.0["display_name"];
    assert_eq!(*asked, json!({"from": "ADA", "to": "Listed"}));
}

#[test]
fn a_member_of_the_app_is_described_and_keeps_the_origin() {
    let mut world = World::new();
    let before = world.add_member("ada@x.org").unwrap();
    let import = import(&mut world, &[listed("ada@x.org")]);
    assert_eq!(effects(&import), ["updated"]);
    let after = world.member(before.id);
    assert_eq!(
        (after.origin, after.display_name.as_deref()),
        (Origin::App, Some("Listed"))
    );
    let entry = world.last_entry();
    assert_eq!(entry.operation, OperationName::MemberUpdate);
    assert_eq!(entry.changes.0["user_group"], json!({"to": "Staff"}));
}

#[test]
fn who_was_removed_returns_as_the_same_member_and_who_is_leaving_does_not() {
    let mut world = World::new();
    let ada = world.create_user(user("ada")).unwrap();
    world.delete_user(&ada.id).unwrap();
    let pending = import(&mut world, &[listed("ada@x.org")]);
    assert_eq!(effects(&pending), ["leaving"]);
    assert_eq!(pending.rows[0].member, ada.member.map(|member| member.id));

    world.wait_hours(8 * 24);
    world.remove_due(10);
    let back = import(&mut world, &[listed("ada@x.org")]);
    assert_eq!(effects(&back), ["restored"]);
    assert_eq!(back.rows[0].member, pending.rows[0].member);
    assert_eq!(event_names(&world.last_entry()), ["member.restored"]);
    let pushed = world.create_user(user("ada")).unwrap();
    assert_eq!(pushed.member.map(|member| member.id), back.rows[0].member);
}

#[test]
fn each_row_is_refused_alone_and_has_an_entry() {
    let mut world = World::new();
    world.set(json!({"seat_limit": 2}));
    let changes = world.counters().changes;
    let rows = ["ada@x.org", "", "no address", "bob@x.org", "cleo@x.org"].map(listed);
    let import = import(&mut world, &rows);
    assert_eq!(
        effects(&import),
        ["added", "no-address", "bad-address", "added", "seats-taken"]
    );
    let (used, limit) = (2, Some(2));
    assert_eq!(import.seats, Seats { used, limit });
    assert_eq!(world.counters().seats, 2);
    assert_eq!(world.counters().changes, changes + 2);
    let refused = world.last_entry();
    assert_eq!(refused.result, Outcome::Failed);
    let words = refused.error.unwrap().detail;
    assert!(words.contains("2 of 2"), "{words}");
}

#[test]
fn a_trial_counts_the_seats_of_the_rows_before() {
    let mut world = World::new();
    world.set(json!({"seat_limit": 501}));
    let mut trial = operation(&mut world, &["ada@x.org", "bob@x.org"].map(listed));
    trial.seats_ahead = 500;
    let rows = world.rows();
    let import = trial.run(&mut Overlay::new(&*rows)).unwrap();
    assert_eq!(effects(&import), ["added", "seats-taken"]);
}
