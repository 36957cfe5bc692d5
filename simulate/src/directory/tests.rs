use std::collections::BTreeSet;

use super::{Alteration, Directory};
use crate::persona::Persona;

#[test]
fn one_seed_invents_the_same_directory_twice() {
    let [one, two] = [1, 2].map(|_| Directory::new(Persona::Entra, 7, 40, 5));
    assert_eq!(one.people, two.people);
    assert_eq!(one.leavers, two.leavers);
    let names = |directory: &Directory| -> Vec<(String, Vec<usize>)> {
        directory
            .groups
            .iter()
            .map(|group| (group.name.clone(), group.members.clone()))
            .collect()
    };
    assert_eq!(names(&one), names(&two));
}

#[test]
fn personas_and_seeds_share_no_name() {
    let mut user_names = BTreeSet::new();
    let mut group_names = BTreeSet::new();
    for persona in Persona::ALL {
        for seed in [1, 2, 12] {
            let directory = Directory::new(persona, seed, 112, 12);
            let people = directory.people.iter().chain(&directory.leavers);
            for person in people.chain(&directory.visitors) {
                let folded = person.user_name.to_lowercase();
                assert!(user_names.insert(folded), "{} twice", person.user_name);
            }
            let passing = [&directory.project, &directory.workshop];
            for group in directory.groups.iter().chain(passing) {
                assert!(
                    group_names.insert(group.name.clone()),
                    "{} twice",
                    group.name
                );
            }
        }
    }
}

#[test]
fn the_first_group_holds_everyone_and_no_group_holds_anyone_twice() {
    let directory = Directory::new(Persona::OneLogin, 3, 60, 6);
    let [everyone, others @ ..] = directory.groups.as_slice() else {
        panic!("no groups")
    };
    assert_eq!(everyone.members, (0..60).collect::<Vec<_>>());
    for group in others {
        assert!(
            group.members.is_sorted_by(|one, next| one < next),
            "{:?}",
            group.members
        );
        assert!(
            group.members.iter().all(|at| *at < 60),
            "{:?}",
            group.members
        );
    }
}

#[test]
fn an_empty_directory_can_be_invented() {
    let directory = Directory::new(Persona::OktaOin, 1, 0, 2);
    assert!(directory.people.is_empty() && directory.leavers.is_empty());
    assert!(
        directory
            .groups
            .iter()
            .all(|group| group.members.is_empty())
    );
}

#[test]
fn nobody_is_their_own_manager() {
    let directory = Directory::new(Persona::Entra, 1, 23, 0);
    for (position, person) in directory.people.iter().enumerate() {
        assert_ne!(person.manager, Some(position));
    }
    assert!(
        directory
            .people
            .iter()
            .any(|person| person.manager.is_some())
    );
}

#[test]
fn every_alteration_changes_everyone() {
    let directory = Directory::new(Persona::EntraFlag, 1, 30, 0);
    for person in &directory.people {
        for alteration in Alteration::ALL {
            assert_ne!(&alteration.of(person), person, "{alteration:?}");
        }
    }
}
