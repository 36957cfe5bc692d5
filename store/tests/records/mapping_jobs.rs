//! Changes of group mapping that concern many, step by step.

use serde_json::{Value, json};
use store::{
    operation::{Refusal, job::CarryOn},
    reader::{self, mapping::Gain},
    record::activity::{OperationName, Source},
};

use crate::world::World;

impl World {
    /// One step of the first job. True when there is more.
    fn step(&mut self, people: usize) -> bool {
        let new_members = (0..people).map(|_| roster::MemberId(self.id())).collect();
        let mut call = self.call();
        call.source = Source::timer();
        self.run(&CarryOn { call, new_members }).unwrap().more
    }

    fn assignments(&self) -> Vec<roster::Assignment> {
        let members = reader::member::list(&*self.rows(), self.tenant, None, usize::MAX).unwrap();
        members
            .into_iter()
            .map(|member| member.assignment)
            .collect()
    }
}

fn teachers() -> Value {
    json!([{ "name": "Teachers", "teacher": true, "class": "Staff room", "user_group": "Staff" }])
}

#[test]
fn a_table_is_in_force_at_once_and_reaches_everybody_step_by_step() {
    let mut world = World::new();
    let ids = world.users(10);
    let members: Vec<&str> = ids.iter().map(String::as_str).collect();
    world.group("Teachers", &members);
    let record = world.begin_mapping(&teachers());
    assert_eq!(record.version, 1);
    assert!(record.applying.is_some());
    assert!(world.class("named:staff room").is_some());
    assert!(!world.has(&ids[0]).2, "not reached yet");

    let refused = world.run(&world.replace_mapping(&json!([])));
    assert_eq!(refused, Err(Refusal::MappingBusy));
    let mut stale = world.replace_mapping(&json!([]));
    stale.expected = Some(0);
    assert_eq!(world.run(&stale), Err(Refusal::MappingChanged(1)));

    assert!(world.step(4), "the groups");
    assert!(world.step(4));
    let reached = world.assignments().iter().filter(|it| it.teacher).count();
    assert_eq!(reached, 4);
    let entry = world.last_entry();
    assert_eq!(entry.operation, OperationName::MemberAssign);
    assert_eq!(entry.source, Source::timer());
    while world.step(4) {}
    assert!(world.assignments().iter().all(|it| it.teacher));
    let record = reader::mapping::of(&*world.rows(), world.tenant).unwrap();
    assert_eq!((record.version, record.applying), (1, None));
    assert_eq!(
        world.begin_mapping(&teachers()).version,
        1,
        "nothing changes"
    );
    assert!(!world.step(4));
}

#[test]
fn a_cancelled_change_is_rolled_back_for_everybody() {
    for steps in 0..6 {
        let mut world = World::new();
        let ids = world.users(10);
        let members: Vec<&str> = ids.iter().map(String::as_str).collect();
        let group = world.group("Teachers", &members);
        world.map(&json!([{ "name": "Teachers", "user_group": "Old", "class": "Old class" }]));
        let before = world.assignments();
        world.begin_mapping(&teachers());
        for _ in 0..steps {
            world.step(3);
        }
        let outcome = world.cancel_mapping();
        if steps == 5 {
            assert_eq!(outcome, Err(Refusal::NothingToCancel));
            continue;
        }
        let record = outcome.unwrap();
        assert_eq!(record.version, 3);
        assert_eq!(record.rows[0].user_group.as_deref(), Some("Old"));
        assert_eq!(world.cancel_mapping(), Err(Refusal::NothingToCancel));
        // What happens meanwhile is judged by the table that is back.
        let leave =
            json!([{ "op": "remove", "path": format!("members[value eq \"{}\"]", ids[9]) }]);
        world.patch_group(&group, leave).unwrap();
        world.carry_on();
        let after = world.assignments();
        assert_eq!(after[..9], before[..9], "after {steps} steps");
        assert!(after[9].is_empty());
        assert!(
            world
                .class("named:old class")
                .unwrap()
                .archived_at
                .is_none()
        );
        assert!(
            world
                .class("named:staff room")
                .unwrap()
                .archived_at
                .is_some()
        );
    }
}

#[test]
fn a_preview_is_what_the_change_then_does() {
    let mut world = World::school();
    let ids = world.users(300);
    let third: Vec<&str> = ids.iter().step_by(3).map(String::as_str).collect();
    let half: Vec<&str> = ids.iter().step_by(2).map(String::as_str).collect();
    world.group("Teachers", &third);
    world.group("7b", &half);
    world.carry_on();
    world.map(&json!([{ "name": "7b", "user_group": "Pupils", "class": true }]));
    let before = world.assignments();

    let rows = json!([
        { "name": "teachers", "teacher": true, "user_group": "Staff" },
        { "pattern": "7*", "class": "All of 7", "user_group": "Pupils" },
    ]);
    let table = roster::mapping::Table::read(rows.as_array().unwrap()).unwrap();
    let shown =
        reader::mapping::preview(&*world.rows(), &world.facts(), table, usize::MAX).unwrap();
    world.map(&rows);

    let after = world.assignments();
    let changed = before
        .iter()
        .zip(&after)
        .filter(|(one, two)| one != two)
        .count();
    assert_eq!((shown.members, shown.changed), (300, changed as u64));
    assert_eq!(shown.first.len(), changed);
    let teachers = after.iter().filter(|it| it.teacher).count() as u64;
    assert_eq!(shown.gains[&Gain::Teacher], (teachers, 0));
    let staff = after
        .iter()
        .filter(|it| it.user_group.as_deref() == Some("Staff"))
        .count();
    assert_eq!(
        shown.gains[&Gain::UserGroup("Staff".to_owned())],
        (staff as u64, 0)
    );
    let lost = shown.gains[&Gain::UserGroup("Pupils".to_owned())];
    assert_eq!(lost, (0, 50));
    let members = reader::member::list(&*world.rows(), world.tenant, None, usize::MAX).unwrap();
    for previewed in &shown.first {
        let now = members
            .iter()
            .find(|member| member.id == previewed.member.id)
            .unwrap();
        let did =
            roster::mapping::Difference::between(&previewed.member.assignment, &now.assignment);
        assert_eq!(did, previewed.difference);
    }
    let made: Vec<_> = shown
        .classes_made
        .iter()
        .map(|(_, name)| name.as_str())
        .collect();
    assert_eq!(made, ["All of 7"]);
    let archived: Vec<_> = shown
        .classes_archived
        .iter()
        .map(|(_, name)| name.as_str())
        .collect();
    assert_eq!(archived, ["Teachers", "7b"]);
}

#[test]
fn groups_of_many_give_and_take_by_jobs() {
    let mut world = World::new();
    world.map(&teachers());
    let ids = world.users(150);
    let members: Vec<&str> = ids.iter().map(String::as_str).collect();
    let teaching = |world: &World| world.assignments().iter().filter(|it| it.teacher).count();
    let group = world.group("Teachers", &members);
    assert_eq!(teaching(&world), 0, "more than one commit takes");
    world.carry_on();
    assert_eq!(teaching(&world), 150);
    let rename = |name: &str| json!([{ "op": "replace", "path": "displayName", "value": name }]);
    world.patch_group(&group, rename("Others")).unwrap();
    assert_eq!(world.carry_on(), 150);
    assert_eq!(teaching(&world), 0);
    let outer = world.group("Teachers", &[&group]);
    world.carry_on();
    assert_eq!(teaching(&world), 150);
    world.delete_group(&outer).unwrap();
    world.carry_on();
    assert_eq!(teaching(&world), 0);
    world.patch_group(&group, rename("Teachers")).unwrap();
    world.carry_on();
    world.delete_group(&group).unwrap();
    world.carry_on();
    assert_eq!(teaching(&world), 0);
}

#[test]
fn one_member_more_in_a_large_group_is_one_row_more() {
    let mut world = World::new();
    world.map(&json!([{ "name": "Teachers", "teacher": true }]));
    let ids = world.users(120);
    let members: Vec<&str> = ids[1..].iter().map(String::as_str).collect();
    let group = world.group("Teachers", &members);
    world.carry_on();
    let join = json!([{ "op": "add", "path": "members", "value": [{ "value": ids[0] }] }]);
    world.patch_group(&group, join).unwrap();
    // Both rows of the membership, the group, the member, the counters, the entry and its index.
    assert_eq!(world.last_changes, 7);
    assert!(world.has(&ids[0]).2);
}
