//! Queries over several resource types at once (RFC 7644 §3.4.2.1).

use std::cell::Cell;

use scim::{
    Leniency,
    ResourceKind::{self, Group, User},
    filter,
    schema::Catalog,
};
use store::reader::list::{Page, Query, Resume, Start, list};

use crate::{
    lists::{names, query_types},
    world::World,
};

/// Users and groups by turns: ada, Art, bob, Bio, cleo, Choir.
fn school() -> World {
    let mut world = World::new();
    for (user, group) in [("ada", "Art"), ("bob", "Bio"), ("cleo", "Choir")] {
        let id = world.user(user);
        world.group(group, &[&id]);
    }
    world
}

fn page(
    world: &World,
    filter: Option<&str>,
    sort: Option<(&str, &str)>,
    start: Start<'_>,
    count: usize,
) -> Page {
    query_types(world, &[User, Group], filter, sort, start, count)
}

fn all(world: &World, filter: Option<&str>, sort: Option<(&str, &str)>) -> String {
    let page = page(world, filter, sort, Start::Index(1), 100);
    assert_eq!(page.total, page.resources.len() as u64);
    names(&page).join(" ")
}

#[test]
fn what_a_type_lacks_has_no_value_there() {
    let world = school();
    for (filter, expected) in [
        ("id pr", "ada bob cleo Art Bio Choir"),
        ("userName sw \"b\"", "bob"),
        ("userName eq \"ADA\"", "ada"),
        ("displayName eq \"Bio\"", "Bio"),
        ("not (userName pr)", "Art Bio Choir"),
        ("userName ne \"ada\"", "bob cleo Art Bio Choir"),
        (
            "userName eq \"ada\" or displayName eq \"choir\"",
            "ada Choir",
        ),
        ("meta.resourceType eq \"User\"", "ada bob cleo"),
        ("meta.resourceType eq \"Group\"", "Art Bio Choir"),
        ("meta.resourceType eq \"group\"", ""),
        ("meta.resourceType eq \"Device\"", ""),
        ("meta.resourceType ne \"Group\"", "ada bob cleo"),
        (
            "meta.resourceType eq \"Group\" and displayName sw \"c\"",
            "Choir",
        ),
        ("members pr", "Art Bio Choir"),
        ("groups.display eq \"Bio\"", "bob"),
        (
            "schemas eq \"urn:ietf:params:scim:schemas:core:2.0:Group\"",
            "Art Bio Choir",
        ),
        (
            "meta.created lt \"2026-01-01T00:00:01Z\" and emails pr",
            "ada bob cleo",
        ),
    ] {
        assert_eq!(all(&world, Some(filter), None), expected, "{filter}");
    }
}

#[test]
fn a_sort_merges_the_types() {
    let world = school();
    for (by, order, expected) in [
        ("displayName", "ascending", "ada Art Bio bob Choir cleo"),
        ("displayName", "descending", "cleo Choir bob Bio Art ada"),
        ("userName", "ascending", "ada bob cleo Art Bio Choir"),
        ("userName", "descending", "Art Bio Choir cleo bob ada"),
        ("id", "ascending", "ada Art bob Bio cleo Choir"),
        (
            "meta.resourceType",
            "ascending",
            "Art Bio Choir ada bob cleo",
        ),
        (
            "members.display",
            "descending",
            "ada bob cleo Choir Bio Art",
        ),
    ] {
        let sorted = all(&world, None, Some((by, order)));
        assert_eq!(
            sorted.to_lowercase(),
            expected.to_lowercase(),
            "{by} {order}"
        );
    }
}

#[test]
fn pages_cover_all_types_once_however_they_are_asked_for() {
    let world = school();
    for filter in [None, Some("id pr")] {
        for sort in [None, Some(("displayName", "ascending"))] {
            let whole = names(&page(&world, filter, sort, Start::Index(1), 100));
            for count in 1..=6 {
                let by_index: Vec<_> = (1..=6_u64)
                    .step_by(count)
                    .flat_map(|first| {
                        names(&page(&world, filter, sort, Start::Index(first), count))
                    })
                    .collect();
                assert_eq!(by_index, whole);
                let mut last = page(&world, filter, sort, Start::Index(1), count);
                let mut walked = names(&last);
                while let Some(resume) = last.resume_behind(last.resources.len()) {
                    let resume = Resume::from_bytes(&resume.to_bytes()).unwrap();
                    let start = Start::Behind {
                        resume: &resume,
                        skip: 0,
                    };
                    last = page(&world, filter, sort, start, count);
                    assert_eq!(last.total, 6);
                    walked.extend(names(&last));
                }
                assert_eq!(walked, whole, "{filter:?} {sort:?} {count}");
            }
        }
    }
}

#[test]
fn a_filter_looks_at_no_type_that_it_rules_out() {
    let mut world = World::new();
    for number in 0..300 {
        world.user(&format!("u{number}"));
    }
    let asked = Cell::new(0);
    let go_on = || {
        asked.set(asked.get() + 1);
        true
    };
    let catalog = Catalog::standard();
    let kinds: [ResourceKind; 2] = [User, Group];
    let types = kinds.map(|kind| catalog.get(kind).unwrap());
    let rows = world.rows();
    for (text, scans) in [
        ("displayName co \"x\"", true),
        ("meta.resourceType eq \"Group\"", false),
        (
            "meta.resourceType eq \"Group\" and displayName co \"x\"",
            false,
        ),
        (
            "meta.resourceType eq \"User\" and userName eq \"u7\"",
            false,
        ),
        ("members.value eq \"x\"", false),
        ("userName eq \"u7\"", false),
    ] {
        asked.set(0);
        let filter = filter::parse(text, Leniency::lenient()).unwrap();
        let query = Query {
            tenant: world.tenant,
            types: &types,
            filter: Some(&filter),
            sort: None,
            start: Start::Index(1),
            count: 10,
            base_url: "",
            go_on: &go_on,
        };
        list(&*rows, &query).unwrap();
        assert_eq!(asked.get() > 0, scans, "{text}");
    }
}
