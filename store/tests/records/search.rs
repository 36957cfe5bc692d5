//! Entries are found by what was done, how it ended, who did it, to whom and when; however few there
//! are among many, a page looks at a bounded number of rows.

use jiff::SignedDuration;
use serde_json::json;
use store::{
    engine::Direction,
    reader::activity::{self, Filter, Found, FromSource, OfPerson},
    record::activity::{OperationName, Outcome},
};

use crate::{bodies::refused, world::World};

fn found(world: &World, filter: &Filter) -> Vec<u64> {
    let rows = world.rows();
    let found = activity::search(
        &*rows,
        world.tenant,
        filter,
        None,
        Direction::Ascending,
        100,
    );
    numbers(&found.unwrap())
}

fn numbers(found: &Found) -> Vec<u64> {
    found.entries.iter().map(|entry| entry.seq).collect()
}

fn person(text: &str) -> Filter {
    Filter {
        person: Some(OfPerson::read(text)),
        ..Filter::default()
    }
}

#[test]
fn entries_are_found_by_operation_result_and_time() {
    let mut world = World::new();
    world.user("ada");
    world.wait_hours(2);
    refused(world.create_user(json!({"userName": "ada"})));
    world.wait_hours(2);
    world.group("Staff", &[]);
    let only = |change: fn(&mut Filter)| {
        let mut filter = Filter::default();
        change(&mut filter);
        found(&world, &filter)
    };
    assert_eq!(only(|_| ()), [1, 2, 3, 4]);
    assert_eq!(
        only(|filter| filter.operation = Some(OperationName::Create)),
        [2, 3]
    );
    assert_eq!(only(|filter| filter.result = Some(Outcome::Failed)), [3]);
    let at = |hours| world.now - SignedDuration::from_hours(hours);
    let within = |since, until| {
        let filter = Filter {
            since,
            until,
            ..Filter::default()
        };
        found(&world, &filter)
    };
    assert_eq!(within(Some(at(2)), None), [3, 4], "since is within");
    assert_eq!(within(None, Some(at(2))), [1, 2], "until is not");
    assert_eq!(within(Some(at(3)), Some(at(1))), [3]);
}

#[test]
fn a_repeated_entry_lasts_from_its_first_time_to_its_last() {
    let mut world = World::new();
    world.user("ada");
    refused(world.create_user(json!({"userName": "ada"})));
    let first = world.now;
    world.now += SignedDuration::from_mins(50);
    refused(world.create_user(json!({"userName": "ada"})));
    let half = first + SignedDuration::from_mins(25);
    for (since, until, expected) in [
        (Some(half), None, vec![3]),
        (None, Some(half), vec![1, 2, 3]),
    ] {
        let filter = Filter {
            since,
            until,
            ..Filter::default()
        };
        assert_eq!(found(&world, &filter), expected);
    }
}

#[test]
fn entries_are_found_by_the_kind_the_id_and_the_name_of_their_source() {
    let mut world = World::new();
    let token = world.create_token("Entra ID").unwrap();
    world.call_as(&token);
    world.user("ada");
    let from = |text: &str| {
        let source = FromSource::read(text);
        let known = source.is_known(&*world.rows(), world.tenant).unwrap();
        let filter = Filter {
            source: Some(source),
            ..Filter::default()
        };
        (known, found(&world, &filter))
    };
    assert_eq!(from("token"), (true, vec![3]));
    assert_eq!(from("admin"), (true, vec![1, 2]));
    assert_eq!(from("timer"), (true, vec![]));
    assert_eq!(from(&token.record.public_id), (true, vec![3]));
    assert_eq!(from("ENTRA id"), (true, vec![3]), "names are folded");
    assert_eq!(from("uid 0"), (true, vec![1, 2]));
    assert_eq!(from("Entra"), (false, vec![]), "but whole");
}

#[test]
fn entries_about_a_person_are_found_by_name_address_and_either_id() {
    let mut world = World::new();
    let ada = world.user("ada");
    let bob = world.user("bob");
    let group = world.group("Staff", &[&ada]);
    world.set_active(&ada, false).unwrap();
    refused(world.create_user(json!({"userName": "ada"})));
    let member = world.history()[1].clone().who.unwrap();
    let member = serde_json::to_value(member).unwrap()["member"].clone();
    for text in [ada.as_str(), member.as_str().unwrap()] {
        assert_eq!(found(&world, &person(text)), [2, 5], "{text}");
    }
    let entry = world.last_entry();
    let email = serde_json::to_value(&world.history()[1].who).unwrap()["email"].clone();
    let shouted = email.as_str().unwrap().to_uppercase();
    assert!(
        found(&world, &person(&shouted)).starts_with(&[2, 5]),
        "{entry:?}"
    );
    assert_eq!(found(&world, &person(&bob)), [3]);
    assert_eq!(found(&world, &person(&group)), [4]);
    assert!(found(&world, &person("ad")).is_empty());
    let failed = Filter {
        result: Some(Outcome::Failed),
        ..person(&ada)
    };
    assert!(found(&world, &failed).is_empty());
}

#[test]
fn a_members_entries_are_those_of_all_the_directory_records_they_had() {
    let mut world = World::new();
    let mut records = Vec::new();
    for _ in 0..3 {
        let ada = world.user("ada");
        world.set_active(&ada, false).unwrap();
        world.delete_user(&ada).unwrap();
        world.user("bob");
        let bob = world.last_entry().who.unwrap();
        let bob = serde_json::to_value(bob).unwrap()["user"].clone();
        world.delete_user(bob.as_str().unwrap()).unwrap();
        records.push(ada);
    }
    world.wait_hours(24 * 8);
    world.remove_due(10);
    let history = world.history();
    let of_ada = |entry: &&store::record::Entry| {
        let who = serde_json::to_value(&entry.who).unwrap();
        who["email"]
            .as_str()
            .is_some_and(|email| email.starts_with("ada"))
    };
    let expected: Vec<u64> = history
        .iter()
        .filter(of_ada)
        .map(|entry| entry.seq)
        .collect();
    assert_eq!(
        expected.len(),
        10,
        "three records, each with three entries, and the removal"
    );
    let who = serde_json::to_value(&history[1].who).unwrap();
    let member = who["member"].as_str().unwrap();
    assert_eq!(found(&world, &person(member)), expected);
    let rows = world.rows();
    let (mut from, mut back) = (None, Vec::new());
    loop {
        let filter = person(member);
        let direction = Direction::Descending;
        let page = activity::search(&*rows, world.tenant, &filter, from, direction, 3).unwrap();
        back.extend(numbers(&page));
        from = page.next;
        if from.is_none() {
            break;
        }
    }
    back.reverse();
    assert_eq!(back, expected);
    assert_eq!(found(&world, &person(&records[1])).len(), 3);
}

#[test]
fn a_page_looks_at_a_bounded_number_of_rows_and_the_next_goes_on_from_there() {
    let mut world = World::new();
    world.users(1_100);
    let rare = Filter {
        operation: Some(OperationName::TenantCreate),
        ..Filter::default()
    };
    let rows = world.rows();
    let walk = |filter: &Filter, direction| {
        let (mut from, mut pages) = (None, Vec::new());
        loop {
            let page = activity::search(&*rows, world.tenant, filter, from, direction, 10).unwrap();
            pages.push(numbers(&page));
            from = page.next;
            if from.is_none() {
                return pages;
            }
        }
    };
    assert_eq!(
        walk(&rare, Direction::Descending),
        [vec![], vec![1]],
        "empty pages with a next, and then the oldest entry"
    );
    assert_eq!(walk(&rare, Direction::Ascending), [vec![1], vec![]]);
    let all = walk(&Filter::default(), Direction::Descending).concat();
    assert!(all.iter().copied().eq((1..=1_101).rev()));
}
