//! Large changes: many small commits, and one by which they count.

use scim::{
    ResourceKind,
    patch::{MembersChange, PatchRequest},
    resource::Member,
};
use serde_json::json;
use store::{
    operation::{
        Refusal, Written,
        group::{
            BeginMembers, CreateGroup, Difference, DropMembers, PatchGroup, Prepared,
            PreparedMembers, StageMembers, Staged, SweepMembers, difference,
        },
    },
    reader::{self, list::Start, membership::unswept},
};
use uuid::Uuid;

use crate::{
    bodies::{event_names, group, group_body},
    lists::{names, query},
    world::World,
};

/// Members in one step: as few as can be, so that small tests have many steps.
const CHUNK: usize = 2;

/// A large change that a caller takes through its steps. It can stop after each of them, as a
/// crash would have it.
pub(crate) struct Large {
    group: Uuid,
    change: Uuid,
    difference: Difference,
    /// The group is not there yet.
    new: Option<String>,
}

impl Large {
    pub(crate) fn of(world: &mut World, group: &str, changes: &[MembersChange]) -> Self {
        let group = group.parse().unwrap();
        let worked_out = difference(&*world.rows(), world.tenant, group, changes);
        Self {
            group,
            change: world.id(),
            difference: worked_out.unwrap().0,
            new: None,
        }
    }

    pub(crate) fn create(world: &mut World, name: &str, members: &[Member]) -> Self {
        let group = world.id().to_string();
        let replace = [MembersChange::Replace(members.to_vec())];
        Self {
            new: Some(name.to_owned()),
            ..Self::of(world, &group, &replace)
        }
    }

    pub(crate) fn id(&self) -> String {
        self.group.to_string()
    }

    /// How many steps there are up to the one that makes it count.
    pub(crate) fn steps(&self) -> usize {
        2 + self.chunks().len()
    }

    /// The steps up to `steps`; what the last of them says, if it came to that.
    pub(crate) fn run(&self, world: &mut World, steps: usize) -> Option<Result<Written, Refusal>> {
        let mut left = steps;
        let mut may_go_on = || {
            left = left.checked_sub(1)?;
            Some(())
        };
        may_go_on()?;
        self.begin(world).unwrap();
        for chunk in self.chunks() {
            may_go_on()?;
            self.stage(world, chunk).unwrap();
        }
        may_go_on()?;
        Some(self.finish(world))
    }

    fn begin(&self, world: &mut World) -> Result<(), Refusal> {
        let operation = BeginMembers {
            call: world.call(),
            group: self.group,
            change: self.change,
            until: world.now + jiff::SignedDuration::from_hours(1),
        };
        world.run(&operation)
    }

    fn stage(&self, world: &mut World, members: Difference) -> Result<(), Refusal> {
        let operation = StageMembers {
            call: world.call(),
            group: self.group,
            change: self.change,
            members,
        };
        world.run(&operation)
    }

    fn finish(&self, world: &mut World) -> Result<Written, Refusal> {
        let staged = Staged::new(self.change, &self.difference);
        let prepared = Some(Prepared {
            members: PreparedMembers::Staged(staged),
            notes: Vec::new(),
        });
        let call = world.call();
        if let Some(name) = &self.new {
            let mut incoming = group_body(group(name, &[]));
            incoming.members = None;
            let id = self.group;
            return world.run(&CreateGroup {
                call,
                id,
                incoming,
                prepared,
            });
        }
        world.run(&PatchGroup {
            call,
            id: self.id(),
            precondition: None,
            request: PatchRequest {
                operations: Vec::new(),
                notes: Vec::new(),
            },
            prepared,
        })
    }

    fn chunks(&self) -> Vec<Difference> {
        self.difference.parts(CHUNK).collect()
    }
}

/// Gives up what was left behind in a group.
pub(crate) fn drop_left(world: &mut World, group: &str) {
    let group = group.parse().unwrap();
    let Some(change) = change(world, group) else {
        return;
    };
    let call = world.call();
    let operation = DropMembers {
        call,
        group,
        change,
    };
    world.run(&operation).unwrap();
}

/// The change that a group has, under way or over.
fn change(world: &World, group: Uuid) -> Option<Uuid> {
    let staged = reader::membership::staged(&*world.rows(), world.tenant, group).unwrap();
    staged.map(|record| record.change)
}

/// Sweeps at most so many chunks; true when nothing is left.
pub(crate) fn sweep(world: &mut World, group: &str, chunks: usize) -> bool {
    let group: Uuid = group.parse().unwrap();
    for _ in 0..chunks {
        let Some(change) = change(world, group) else {
            return true;
        };
        let members = unswept(&*world.rows(), world.tenant, group, None, CHUNK).unwrap();
        let last = members.len() < CHUNK;
        let operation = SweepMembers {
            call: world.call(),
            group,
            change,
            members,
            last,
        };
        world.run(&operation).unwrap();
        if last {
            return true;
        }
    }
    false
}

fn staff() -> (World, String, Vec<String>) {
    let mut world = World::new();
    let ids: Vec<String> = ["ada", "bob", "cleo", "dora", "emil"]
        .iter()
        .map(|name| world.user(name))
        .collect();
    let group = world.group("Staff", &[&ids[0], &ids[1]]);
    (world, group, ids)
}

fn members(ids: &[String]) -> Vec<Member> {
    ids.iter().map(|id| Member::from(id.as_str())).collect()
}

/// Bob stays, Ada goes, the others come.
fn turnover(world: &mut World, group: &str, ids: &[String]) -> Large {
    Large::of(world, group, &[MembersChange::Replace(members(&ids[1..]))])
}

/// Everything by which readers see members: the list, the count, the users and the filters.
#[track_caller]
fn assert_members(world: &World, group: &str, ids: &[String], expected: &[&str]) {
    let all = ["ada", "bob", "cleo", "dora", "emil"];
    assert_eq!(world.members_of(group), expected);
    for (id, name) in ids.iter().zip(all) {
        let is_in = expected.contains(&name);
        assert_eq!(!world.groups_of(id).is_empty(), is_in, "{name}");
        let filter = format!("members.value eq \"{id}\"");
        let found = query(
            world,
            ResourceKind::Group,
            Some(&filter),
            None,
            Start::Index(1),
            9,
        );
        assert_eq!(found.total, u64::from(is_in), "{name}");
    }
    for filter in [
        format!("groups.value eq \"{group}\""),
        format!("groups[value eq \"{group}\"]"),
        "groups.display eq \"Staff\"".to_owned(),
    ] {
        let kind = ResourceKind::User;
        let found = query(world, kind, Some(&filter), None, Start::Index(1), 9);
        assert_eq!(names(&found), expected, "{filter}");
    }
}

#[test]
fn readers_see_all_of_it_or_nothing_after_every_step() {
    let (before, after) = (["ada", "bob"], ["bob", "cleo", "dora", "emil"]);
    let steps = {
        let (mut world, group, ids) = staff();
        turnover(&mut world, &group, &ids).steps()
    };
    assert_eq!(steps, 5);
    for stop in 0..=steps {
        let (mut world, group, ids) = staff();
        let large = turnover(&mut world, &group, &ids);
        let finished = large.run(&mut world, stop);
        assert_eq!(finished.is_some(), stop == steps);
        let expected = if finished.is_some() {
            &after[..]
        } else {
            &before
        };
        assert_members(&world, &group, &ids, expected);
        // What was left behind is given up; what is over cannot be.
        drop_left(&mut world, &group);
        assert_members(&world, &group, &ids, expected);
        while !sweep(&mut world, &group, 1) {
            assert_members(&world, &group, &ids, expected);
        }
        assert_members(&world, &group, &ids, expected);
        let staged = reader::membership::all_staged(&*world.rows(), world.tenant).unwrap();
        assert_eq!(staged, []);
    }
}

#[test]
fn it_is_told_as_one_change() {
    let (mut world, group, ids) = staff();
    let changes = world.counters().changes;
    let large = turnover(&mut world, &group, &ids);
    let written = large.run(&mut world, usize::MAX).unwrap().unwrap();
    sweep(&mut world, &group, usize::MAX);
    assert_eq!(written.version, 2);
    assert_eq!(world.counters().changes, changes + 1);
    let entry = world.last_entry();
    assert_eq!(
        event_names(&entry),
        ["group.member_added", "group.member_removed"]
    );
    assert_eq!(entry.events[0].ids, ids[2..]);
    assert_eq!(entry.events[1].ids, ids[..1]);
    assert_eq!(entry.changes.0["members"], json!({"from": 2, "to": 4}));
}

#[test]
fn nobody_else_changes_the_members_meanwhile() {
    let (mut world, group, ids) = staff();
    let large = turnover(&mut world, &group, &ids);
    let other = turnover(&mut world, &group, &ids[1..]);
    large.run(&mut world, 2);
    let add = json!([{"op": "add", "path": "members", "value": [{"value": ids[4]}]}]);
    assert_eq!(world.patch_group(&group, add.clone()), Err(Refusal::Busy));
    assert_eq!(other.begin(&mut world), Err(Refusal::Busy));
    // A rename has nothing to do with them.
    let rename = json!([{"op": "replace", "path": "displayName", "value": "Team"}]);
    assert_eq!(world.patch_group(&group, rename).unwrap().version, 2);
    drop_left(&mut world, &group);
    assert_eq!(other.begin(&mut world), Err(Refusal::Busy), "not swept");
    world.patch_group(&group, add).unwrap();
    assert_eq!(world.members_of(&group), ["ada", "bob", "emil"]);
    // Whoever was given up notices.
    assert_eq!(
        large.stage(&mut world, Difference::default()),
        Err(Refusal::Busy)
    );
    assert_eq!(large.finish(&mut world), Err(Refusal::Busy));
    sweep(&mut world, &group, usize::MAX);
    assert_eq!(world.members_of(&group), ["ada", "bob", "emil"]);
}

#[test]
fn those_who_are_deleted_meanwhile_are_not_counted() {
    let (mut world, group, ids) = staff();
    let large = turnover(&mut world, &group, &ids);
    large.begin(&mut world).unwrap();
    world.delete_user(&ids[4]).unwrap();
    for chunk in large.chunks() {
        large.stage(&mut world, chunk).unwrap();
    }
    // One who was to leave, one who stays, and one who was to join.
    for id in &ids[..3] {
        world.delete_user(id).unwrap();
    }
    let written = large.finish(&mut world).unwrap();
    assert_eq!(world.members_of(&group), ["dora"]);
    assert_eq!(written.version, 4, "two members were lost before");
    assert_eq!(event_names(&world.last_entry()), ["group.member_added"]);
    assert_eq!(world.last_entry().events[0].ids, ids[3..4]);
    sweep(&mut world, &group, usize::MAX);
    assert_eq!(world.members_of(&group), ["dora"]);
}

#[test]
fn a_renamed_member_is_renamed_in_a_change_under_way() {
    let (mut world, group, ids) = staff();
    let large = turnover(&mut world, &group, &ids);
    large.run(&mut world, large.steps() - 1);
    let rename = json!([{"op": "replace", "path": "userName", "value": "zoe"}]);
    world.patch_user(&ids[4], rename).unwrap();
    large.finish(&mut world).unwrap();
    assert_eq!(world.members_of(&group), ["bob", "cleo", "dora", "zoe"]);
}

#[test]
fn a_new_group_is_there_at_once_or_not_at_all() {
    for stop in 0..5 {
        let (mut world, _, ids) = staff();
        let large = Large::create(&mut world, "Team", &members(&ids));
        let created = large.run(&mut world, stop);
        assert!(created.is_none());
        let group = large.id();
        assert!(
            reader::resource::by_id(&*world.rows(), world.tenant, ResourceKind::Group, &group)
                .unwrap()
                .is_none()
        );
        assert_eq!(world.groups_of(&ids[4]), [""; 0]);
        drop_left(&mut world, &group);
        sweep(&mut world, &group, usize::MAX);
        assert_eq!(world.groups_of(&ids[4]), [""; 0]);
    }
    let (mut world, _, ids) = staff();
    let large = Large::create(&mut world, "Team", &members(&ids));
    large.run(&mut world, usize::MAX).unwrap().unwrap();
    assert_eq!(world.members_of(&large.id()).len(), 5);
    assert_eq!(world.groups_of(&ids[4]), ["Team"]);
    sweep(&mut world, &large.id(), usize::MAX);
    assert_eq!(world.members_of(&large.id()).len(), 5);
}

#[test]
fn a_large_group_is_deleted_by_one_small_commit() {
    let mut world = World::new();
    let ids = world.users(300);
    let list: Vec<&str> = ids.iter().map(String::as_str).collect();
    let all = world.group("All", &list);
    let outer = world.group("Outer", &[&all]);
    world.delete_group(&all).unwrap();
    assert!(world.last_changes < 20, "{}", world.last_changes);
    assert_eq!(world.members_of(&outer), [""; 0]);
    assert_eq!(world.groups_of(&ids[7]), [""; 0]);
    for filter in ["groups.value", "not (groups.value"] {
        let end = if filter.starts_with("not") { ")" } else { "" };
        let filter = format!("{filter} eq \"{all}\"{end}");
        let kind = ResourceKind::User;
        let found = query(&world, kind, Some(&filter), None, Start::Index(1), 0);
        assert_eq!(found.total, if end.is_empty() { 0 } else { 300 });
    }
    let entry = world.last_entry();
    assert_eq!(
        (entry.events[1].count, entry.events[1].ids.len()),
        (300, 50)
    );
    // Whoever goes before the sweep leaves nothing behind.
    world.delete_user(&ids[3]).unwrap();
    assert!(!sweep(&mut world, &all, 3), "it goes on where it was");
    let rows = world.rows();
    let left = unswept(&*rows, world.tenant, all.parse().unwrap(), None, 999).unwrap();
    assert_eq!(left.len(), 299 - 6);
}

#[test]
fn what_is_left_behind_wakes_the_tenant() {
    let (mut world, group, ids) = staff();
    let large = turnover(&mut world, &group, &ids);
    large.run(&mut world, 3);
    let due = |world: &World| {
        let rows = world.rows();
        let found = reader::membership::to_sweep(&*rows, world.tenant, world.now).unwrap();
        let wake = reader::due::wake_until(&*rows, world.now, 9).unwrap();
        assert_eq!(found.is_none(), wake.is_empty());
        found.map(|(group, _)| group.to_string())
    };
    assert_eq!(due(&world), None);
    world.wait_hours(2);
    assert_eq!(due(&world), Some(group.clone()));
    drop_left(&mut world, &group);
    sweep(&mut world, &group, usize::MAX);
    assert_eq!(due(&world), None);
}
