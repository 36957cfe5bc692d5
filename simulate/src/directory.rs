//! The simulated directory: invented people and groups, the same for the same persona and seed.
//!
//! Two personas, or two seeds, never share a user name, an external id or a group name, so they
//! can push into one tenant at the same time. All addresses are in `example.com` (RFC 2606).

use std::collections::BTreeSet;

use crate::persona::Persona;
use random::Random;

mod alteration;
mod person;
pub(crate) mod random;
mod words;

pub(crate) use alteration::Alteration;
pub(crate) use person::Person;

/// People who come and go within one run, numbered apart from the lasting ones.
const FIRST_LEAVER: u32 = 1_000_000;
/// People who are there for one phase only.
const FIRST_VISITOR: u32 = 2_000_000;
const VISITORS: u32 = 8;
/// One in so many people is the manager of those who follow. It shares no factor with the stride
/// of the samples, so that those hold managers and others.
const TEAM_SIZE: usize = 7;
/// The size of an ordinary group; the first group holds everyone.
const GROUP_SIZE: std::ops::RangeInclusive<u64> = 3..=30;

/// People and groups as the provider wants them to be.
#[derive(Debug)]
pub(crate) struct Directory {
    /// Those who are there at the start and at the end of a run.
    pub(crate) people: Vec<Person>,
    /// Those who join and leave within the run.
    pub(crate) leavers: Vec<Person>,
    /// Those who are there within one phase, each in another one.
    pub(crate) visitors: Vec<Person>,
    /// The groups that last.
    pub(crate) groups: Vec<Group>,
    /// The group that exists only within the run.
    pub(crate) project: Group,
    /// The group that exists only within one phase.
    pub(crate) workshop: Group,
}

/// A group of the directory.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    /// The provider's own id of it.
    pub(crate) external_id: String,
    /// Its name, unique within the tenant.
    pub(crate) name: String,
    /// Positions in [`Directory::people`], ascending.
    pub(crate) members: Vec<usize>,
}

impl Group {
    /// What a group that is called `name` is called for a while within a run.
    pub(crate) fn renamed(name: &str) -> String {
        format!("{name} (renamed)")
    }
}

impl Directory {
    pub(crate) fn new(persona: Persona, seed: u64, users: u32, groups: u32) -> Self {
        let person = |number| Person::invent(persona, seed, number);
        let mut people: Vec<Person> = (0..users).map(person).collect();
        for (position, person) in people.iter_mut().enumerate() {
            let head = position - position % TEAM_SIZE;
            person.manager = (head != position).then_some(head);
        }
        let leavers = users.div_ceil(20).min(20);
        Self {
            leavers: (FIRST_LEAVER..FIRST_LEAVER + leavers).map(person).collect(),
            visitors: (FIRST_VISITOR..FIRST_VISITOR + VISITORS)
                .map(person)
                .collect(),
            groups: (0..groups)
                .map(|number| group(persona, seed, number, people.len()))
                .collect(),
            project: Group {
                members: Vec::new(),
                ..group(persona, seed, groups, 0)
            },
            workshop: group(persona, seed, groups.wrapping_add(1), 0),
            people,
        }
    }
}

fn group(persona: Persona, seed: u64, number: u32, people: usize) -> Group {
    let mut random = Random::new(&[persona.name(), "group"], seed, number);
    let members = if number == 0 {
        (0..people).collect()
    } else {
        let size = random.within(GROUP_SIZE);
        let drawn: BTreeSet<usize> = (0..size).filter_map(|_| random.below(people)).collect();
        drawn.into_iter().collect()
    };
    Group {
        external_id: random.guid(),
        name: format!("{} ({persona} {seed}.{number})", random.pick(words::GROUPS)),
        members,
    }
}

#[cfg(test)]
mod tests;
