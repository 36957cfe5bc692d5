//! Random operations, compared with a model that is too simple to be wrong.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use roster::{MemberId, MemberState};
use scim::{ResourceKind, patch::MembersChange, resource::Member};
use serde_json::{Value, json};
use store::{operation::Refusal, reader, reader::list::Start};

use crate::{
    bodies::{group, user},
    large::{Large, drop_left, sweep},
    lists::{names, query},
    world::World,
};

const NAMES: [&str; 4] = ["ada", "bob", "cleo", "dora"];
const GROUPS: [&str; 3] = ["Red", "Green", "Blue"];

#[derive(Debug, Clone)]
enum Act {
    Create(usize),
    SetActive(usize, bool),
    Rename(usize, u8),
    Delete(usize),
    CreateGroup(usize, Vec<usize>),
    Add(usize, Vec<usize>),
    Remove(usize, Vec<usize>),
    Replace(usize, Vec<usize>),
    DeleteGroup(usize),
    /// A replacement of all members that takes many steps and stops after some of them.
    Large(usize, Vec<usize>, usize),
    /// A creation that does.
    LargeCreate(usize, Vec<usize>, usize),
    /// Some chunks of what a large change has left.
    Sweep(usize, usize),
    State(usize),
    Restore(usize),
    Wait(i64),
    Timer(usize),
}

fn act() -> impl Strategy<Value = Act> {
    let name = || 0..NAMES.len();
    let group = || 0..GROUPS.len();
    // Behind the names of people stand those of groups, which can be members too.
    let some = || prop::collection::vec(0..NAMES.len() + GROUPS.len(), 0..4);
    prop_oneof![
        5 => name().prop_map(Act::Create),
        3 => (name(), any::<bool>()).prop_map(|(name, active)| Act::SetActive(name, active)),
        2 => (name(), 0..3_u8).prop_map(|(name, suffix)| Act::Rename(name, suffix)),
        3 => name().prop_map(Act::Delete),
        2 => (group(), some()).prop_map(|(group, some)| Act::CreateGroup(group, some)),
        2 => (group(), some()).prop_map(|(group, some)| Act::Add(group, some)),
        2 => (group(), some()).prop_map(|(group, some)| Act::Remove(group, some)),
        2 => (group(), some()).prop_map(|(group, some)| Act::Replace(group, some)),
        1 => group().prop_map(Act::DeleteGroup),
        4 => (group(), some(), 0..8_usize)
            .prop_map(|(group, some, steps)| Act::Large(group, some, steps)),
        2 => (group(), some(), 0..8_usize)
            .prop_map(|(group, some, steps)| Act::LargeCreate(group, some, steps)),
        2 => (group(), 0..3_usize).prop_map(|(group, chunks)| Act::Sweep(group, chunks)),
        1 => name().prop_map(Act::State),
        1 => name().prop_map(Act::Restore),
        2 => (1..100_i64).prop_map(Act::Wait),
        2 => (1..3_usize).prop_map(Act::Timer),
    ]
}

struct User {
    id: String,
    name: String,
    active: bool,
    member: MemberId,
}

/// What should be there.
#[derive(Default)]
struct Model {
    /// By the name they came with.
    users: BTreeMap<String, User>,
    /// By name: id and the ids of the members.
    groups: BTreeMap<String, (String, BTreeSet<String>)>,
    /// Who was ever a member under an address.
    persons: BTreeMap<String, MemberId>,
}

impl Model {
    fn user(&self, name: usize) -> Option<&User> {
        self.users.get(NAMES[name])
    }

    /// The ids of people and groups, as far as they exist.
    fn ids(&self, names: &[usize]) -> BTreeSet<String> {
        names
            .iter()
            .filter_map(|name| match name.checked_sub(NAMES.len()) {
                None => Some(self.users.get(NAMES[*name])?.id.clone()),
                Some(group) => Some(self.groups.get(GROUPS[group])?.0.clone()),
            })
            .collect()
    }

    /// Takes what is gone out of all groups.
    fn forget(&mut self, id: &str) {
        for (_, members) in self.groups.values_mut() {
            members.remove(id);
        }
    }

    /// Every group that somebody is in, directly or not.
    fn groups_of(&self, id: &str) -> BTreeSet<String> {
        let mut inside = BTreeSet::from([id.to_owned()]);
        loop {
            let known = inside.len();
            for (group, members) in self.groups.values() {
                if !members.is_disjoint(&inside) {
                    inside.insert(group.clone());
                }
            }
            if inside.len() == known {
                inside.remove(id);
                return inside;
            }
        }
    }
}

fn apply(world: &mut World, model: &mut Model, act: &Act) {
    match act {
        Act::Create(name) => {
            let outcome = world.create_user(user(NAMES[*name]));
            assert_eq!(outcome.is_ok(), model.user(*name).is_none());
            if let Ok(written) = outcome {
                let member = written.member.unwrap().id;
                let known = model.persons.insert(NAMES[*name].to_owned(), member);
                assert!(
                    known.is_none_or(|known| known == member),
                    "the same member for ever"
                );
                let user = User {
                    id: written.id,
                    name: NAMES[*name].to_owned(),
                    active: true,
                    member,
                };
                model.users.insert(NAMES[*name].to_owned(), user);
            }
        }
        Act::SetActive(name, active) => {
            if let Some(user) = model.users.get_mut(NAMES[*name]) {
                let written = world.set_active(&user.id, *active).unwrap();
                assert_eq!(written.changed(), user.active != *active);
                user.active = *active;
            }
        }
        Act::Rename(name, suffix) => {
            // The address stays, and with it the person.
            if let Some(user) = model.users.get_mut(NAMES[*name]) {
                let new = format!("{}{suffix}", NAMES[*name]);
                let set = json!([{"op": "replace", "path": "userName", "value": new}]);
                let written = world.patch_user(&user.id, set).unwrap();
                assert_eq!(written.changed(), user.name != new);
                user.name = new;
            }
        }
        Act::Delete(name) => {
            if let Some(User { id, .. }) = model.users.remove(NAMES[*name]) {
                world.delete_user(&id).unwrap();
                model.forget(&id);
            }
        }
        Act::CreateGroup(..)
        | Act::Add(..)
        | Act::Remove(..)
        | Act::Replace(..)
        | Act::DeleteGroup(..)
        | Act::Large(..)
        | Act::LargeCreate(..)
        | Act::Sweep(..) => apply_to_group(world, model, act),
        Act::State(name) => {
            if let Ok(member) = world.add_member(&format!("{}@x.org", NAMES[*name])) {
                assert!(model.user(*name).is_none());
                let known = model.persons.insert(NAMES[*name].to_owned(), member.id);
                assert!(known.is_none_or(|known| known == member.id));
            }
        }
        Act::Restore(name) => {
            if let Some(member) = model.persons.get(NAMES[*name]) {
                world.restore(*member).unwrap();
            }
        }
        Act::Wait(hours) => world.wait_hours(*hours),
        Act::Timer(limit) => {
            for id in world.remove_due(*limit).removed {
                assert!(!world.member(id).is_member());
            }
        }
    }
}

fn apply_to_group(world: &mut World, model: &mut Model, act: &Act) {
    let members = |model: &Model, names: &[usize]| -> Vec<Value> {
        model
            .ids(names)
            .into_iter()
            .map(|id| json!({ "value": id }))
            .collect()
    };
    match act {
        Act::CreateGroup(name, some) => {
            let ids = model.ids(some);
            let list: Vec<&str> = ids.iter().map(String::as_str).collect();
            let outcome = world.create_group(group(GROUPS[*name], &list));
            assert_eq!(outcome.is_ok(), !model.groups.contains_key(GROUPS[*name]));
            if let Ok(written) = outcome {
                model
                    .groups
                    .insert(GROUPS[*name].to_owned(), (written.id, ids));
            }
        }
        Act::Add(name, some) | Act::Remove(name, some) | Act::Replace(name, some) => {
            let Some((id, _)) = model.groups.get(GROUPS[*name]).cloned() else {
                return;
            };
            let op = match act {
                Act::Add(..) => "add",
                Act::Remove(..) => "remove",
                _ => "replace",
            };
            let value = members(model, some);
            let operation = json!([{"op": op, "path": "members", "value": value}]);
            let mut outcome = world.patch_group(&id, operation.clone());
            if outcome == Err(Refusal::Busy) {
                drop_left(world, &id);
                outcome = world.patch_group(&id, operation);
            }
            let written = outcome.unwrap();
            let mut ids = model.ids(some);
            // No group is a member of itself.
            ids.remove(&id);
            let members = &mut model.groups.get_mut(GROUPS[*name]).unwrap().1;
            let before = members.clone();
            match act {
                Act::Add(..) => members.extend(ids),
                Act::Remove(..) => members.retain(|id| !ids.contains(id)),
                _ => *members = ids,
            }
            assert_eq!(written.changed(), *members != before);
        }
        Act::DeleteGroup(name) => {
            if let Some((id, _)) = model.groups.remove(GROUPS[*name]) {
                world.delete_group(&id).unwrap();
                model.forget(&id);
            }
        }
        Act::Large(name, some, steps) => {
            let Some((id, _)) = model.groups.get(GROUPS[*name]).cloned() else {
                return;
            };
            drop_left(world, &id);
            sweep(world, &id, usize::MAX);
            let mut ids = model.ids(some);
            ids.remove(&id);
            let replace = [MembersChange::Replace(named(&ids))];
            let large = Large::of(world, &id, &replace);
            if let Some(finished) = large.run(world, *steps) {
                let members = &mut model.groups.get_mut(GROUPS[*name]).unwrap().1;
                assert_eq!(finished.unwrap().changed(), *members != ids);
                *members = ids;
            }
        }
        Act::LargeCreate(name, some, steps) => {
            let ids = model.ids(some);
            let large = Large::create(world, GROUPS[*name], &named(&ids));
            if let Some(finished) = large.run(world, *steps) {
                let known = model.groups.contains_key(GROUPS[*name]);
                assert_eq!(finished.is_ok(), !known);
                if !known {
                    model
                        .groups
                        .insert(GROUPS[*name].to_owned(), (large.id(), ids));
                }
            }
        }
        Act::Sweep(name, chunks) => {
            if let Some((id, _)) = model.groups.get(GROUPS[*name]).cloned() {
                drop_left(world, &id);
                sweep(world, &id, *chunks);
            }
        }
        _ => unreachable!("{act:?} is about no group"),
    }
}

fn named(ids: &BTreeSet<String>) -> Vec<Member> {
    ids.iter().map(|id| Member::from(id.as_str())).collect()
}

fn compare(world: &World, model: &Model) {
    let mut users = names(&query(
        world,
        ResourceKind::User,
        None,
        None,
        Start::Index(1),
        100,
    ));
    users.sort();
    let mut expected: Vec<&str> = model
        .users
        .values()
        .map(|user| user.name.as_str())
        .collect();
    expected.sort_unstable();
    assert_eq!(users, expected);
    for user in model.users.values() {
        let state = if user.active {
            MemberState::Active
        } else {
            MemberState::Deactivated
        };
        let member = world.member(user.member);
        assert_eq!(
            (member.state, member.user.as_ref()),
            (state, Some(&user.id))
        );
    }
    for (id, members) in model.groups.values() {
        let rows = world.rows();
        let group = id.parse().unwrap();
        let found = reader::membership::members(&*rows, world.tenant, group, None, 100).unwrap();
        let found: BTreeSet<String> = found
            .members
            .iter()
            .map(|member| member.id.to_string())
            .collect();
        assert_eq!(&found, members);
    }
    for user in model.users.values() {
        let rows = world.rows();
        let groups =
            reader::membership::groups_of(&*rows, world.tenant, user.id.parse().unwrap()).unwrap();
        let found: BTreeSet<String> = groups.iter().map(|group| group.id.to_string()).collect();
        assert_eq!(found.len(), groups.len(), "each once");
        assert_eq!(found, model.groups_of(&user.id));
    }
    let counters = world.counters();
    assert_eq!(counters.users, model.users.len() as u64);
    assert_eq!(counters.groups, model.groups.len() as u64);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn the_store_is_what_the_model_says(acts in prop::collection::vec(act(), 1..60)) {
        let mut world = World::school();
        world.set_grace(2);
        let mut model = Model::default();
        for act in &acts {
            apply(&mut world, &mut model, act);
            compare(&world, &model);
        }
        world.assert_sound();
    }
}
