//! Queries: what matches, found by index or by scan.

use std::cell::Cell;

use scim::{Leniency, ResourceKind, filter, schema::Catalog, sort::Sort};
use serde_json::{Value, json};
use store::reader::list::{ListError, Page, Query, Start, list};

use crate::world::World;

/// Lists one type with a filter and a sort.
pub(crate) fn query(
    world: &World,
    kind: ResourceKind,
    filter: Option<&str>,
    sort: Option<(&str, &str)>,
    start: Start<'_>,
    count: usize,
) -> Page {
    query_types(world, &[kind], filter, sort, start, count)
}

/// Lists several types at once.
pub(crate) fn query_types(
    world: &World,
    kinds: &[ResourceKind],
    filter: Option<&str>,
    sort: Option<(&str, &str)>,
    start: Start<'_>,
    count: usize,
) -> Page {
    let filter = filter.map(|text| filter::parse(text, Leniency::lenient()).unwrap());
    let sort = sort.map(|(by, order)| Sort::parse(by, Some(order)).unwrap());
    let rows = world.rows();
    let catalog = Catalog::standard();
    let types: Vec<_> = kinds
        .iter()
        .map(|kind| catalog.get(*kind).unwrap())
        .collect();
    let query = Query {
        tenant: world.tenant,
        types: &types,
        filter: filter.as_ref(),
        sort: sort.as_ref(),
        start,
        count,
        base_url: "https://h/scim/v2",
        go_on: &|| true,
    };
    list(&*rows, &query).unwrap()
}

/// The userNames or displayNames of a page.
pub(crate) fn names(page: &Page) -> Vec<String> {
    page.resources
        .iter()
        .map(|found| {
            let body: Value = serde_json::from_slice(&found.stored.body).unwrap();
            let name = body.get("userName").or(body.get("displayName")).unwrap();
            name.as_str().unwrap().to_owned()
        })
        .collect()
}

fn school() -> (World, [String; 3], String) {
    let mut world = World::new();
    let ids = ["ada", "bob", "cleo"].map(|name| world.user(name));
    let staff = world.group("Staff", &[&ids[0], &ids[2]]);
    world.group("Pupils", &[&ids[1]]);
    world.add_member("zoe@x.org").unwrap();
    (world, ids, staff)
}

#[test]
fn every_filter_finds_what_it_says() {
    let (world, ids, staff) = school();
    let (ada, bob) = (&ids[0], &ids[1]);
    let users: [(String, &[&str]); 20] = [
        (format!("id eq \"{ada}\""), &["ada"]),
        (format!("id eq \"{}\"", ada.to_uppercase()), &[]),
        ("id eq \"7\"".into(), &[]),
        ("userName eq \"ADA\"".into(), &["ada"]),
        ("userName eq \"nobody\"".into(), &[]),
        ("externalId eq \"ext-bob\"".into(), &["bob"]),
        ("externalId eq \"EXT-BOB\"".into(), &[]),
        ("emails.value eq \"Cleo@X.org\"".into(), &["cleo"]),
        ("emails[value eq \"cleo@x.org\"]".into(), &["cleo"]),
        (
            "emails[type eq \"work\" and value eq \"cleo@x.org\"]".into(),
            &[],
        ),
        ("userName eq \"ada\" and active eq true".into(), &["ada"]),
        ("userName eq \"ada\" and active eq false".into(), &[]),
        (
            "userName eq \"ada\" or userName eq \"bob\"".into(),
            &["ada", "bob"],
        ),
        ("not (userName eq \"ada\")".into(), &["bob", "cleo"]),
        ("displayName sw \"c\"".into(), &["cleo"]),
        (
            "meta.lastModified ge \"2026-01-01T00:00:00Z\"".into(),
            &["ada", "bob", "cleo"],
        ),
        (format!("groups.value eq \"{staff}\""), &["ada", "cleo"]),
        (
            format!("groups.value eq \"{staff}\" and userName sw \"c\""),
            &["cleo"],
        ),
        ("groups.display eq \"Pupils\"".into(), &["bob"]),
        ("userName eq \"zoe@x.org\"".into(), &[]),
    ];
    for (text, expected) in users {
        let page = query(
            &world,
            ResourceKind::User,
            Some(&text),
            None,
            Start::Index(1),
            100,
        );
        assert_eq!(names(&page), expected, "{text}");
        assert_eq!(page.total, expected.len() as u64, "{text}");
    }
    let groups: [(String, &[&str]); 9] = [
        ("displayName eq \"staff\"".into(), &["Staff"]),
        (format!("id eq \"{staff}\""), &["Staff"]),
        (format!("members.value eq \"{bob}\""), &["Pupils"]),
        (format!("members eq \"{ada}\""), &["Staff"]),
        (
            format!("id eq \"{staff}\" and members eq \"{ada}\""),
            &["Staff"],
        ),
        (format!("id eq \"{staff}\" and members eq \"{bob}\""), &[]),
        (format!("members[value eq \"{bob}\"]"), &["Pupils"]),
        (
            format!("members.value eq \"{ada}\" or members.value eq \"{bob}\""),
            &["Staff", "Pupils"],
        ),
        ("members.display eq \"ada\"".into(), &["Staff"]),
    ];
    for (text, expected) in groups {
        let page = query(
            &world,
            ResourceKind::Group,
            Some(&text),
            None,
            Start::Index(1),
            100,
        );
        assert_eq!(names(&page), expected, "{text}");
    }
}

/// An index that answers a filter alone is not checked against the resource.
#[test]
fn what_an_index_says_alone_is_what_the_whole_filter_says() {
    let (mut world, ids, staff) = school();
    let long = "n".repeat(300);
    for name in [
        "Straße",
        "ﬁsh",
        "é",
        &format!("{long}a"),
        &format!("{long}b"),
    ] {
        world.user(name);
    }
    let (ada, bob) = (&ids[0], &ids[1]);
    let asked = [
        (ResourceKind::User, format!("id eq \"{ada}\"")),
        (
            ResourceKind::User,
            format!("ID eq \"{}\"", bob.to_uppercase()),
        ),
        (ResourceKind::User, format!("id eq \"{staff}\"")),
        (ResourceKind::User, "userName eq \"STRASSE\"".to_owned()),
        (ResourceKind::User, "userName eq \"FISH\"".to_owned()),
        (ResourceKind::User, "userName eq \"e\u{301}\"".to_owned()),
        (ResourceKind::User, "userName eq \" ada\"".to_owned()),
        (ResourceKind::User, format!("userName eq \"{long}A\"")),
        (ResourceKind::User, format!("userName eq \"{long}\"")),
        (ResourceKind::User, "userName ne \"ada\"".to_owned()),
        (ResourceKind::User, "userName eq null".to_owned()),
        (ResourceKind::User, "userName.value eq \"ada\"".to_owned()),
        (ResourceKind::User, "externalId eq \"ext-ada\"".to_owned()),
        (ResourceKind::User, "externalId eq \"Ext-ada\"".to_owned()),
        (
            ResourceKind::User,
            format!("{}:userName eq \"ada\"", scim::urn::USER),
        ),
        (
            ResourceKind::User,
            format!("{}:id eq \"{ada}\"", scim::urn::GROUP),
        ),
        (ResourceKind::Group, "displayName eq \"STAFF\"".to_owned()),
        (ResourceKind::Group, "displayName eq \"staf\"".to_owned()),
        (ResourceKind::Group, format!("id eq \"{staff}\"")),
        (ResourceKind::Group, format!("id eq \"{ada}\"")),
        (
            ResourceKind::Group,
            format!("{}:displayName eq \"staff\"", scim::urn::USER),
        ),
    ];
    for (kind, text) in asked {
        let find = |text: &str| query(&world, kind, Some(text), None, Start::Index(1), 100);
        // No index helps with this one.
        let tested = find(&format!("not (not ({text}))"));
        assert_eq!(find(&text), tested, "{kind:?}: {text}");
    }
}

#[test]
fn everything_is_in_the_order_of_age_and_nobody_else_is_visible() {
    let (world, ..) = school();
    let page = query(&world, ResourceKind::User, None, None, Start::Index(1), 100);
    assert_eq!(
        (names(&page), page.total),
        (vec!["ada".into(), "bob".into(), "cleo".into()], 3)
    );
}

#[test]
fn sorts_run_in_either_direction_and_ties_by_age() {
    let (mut world, ids, _) = school();
    for id in &ids[..2] {
        let set = json!([{"op": "add", "path": "title", "value": "same"}]);
        world.patch_user(id, set).unwrap();
    }
    let sorted = |by, order| {
        let sort = Some((by, order));
        names(&query(
            &world,
            ResourceKind::User,
            None,
            sort,
            Start::Index(1),
            100,
        ))
    };
    assert_eq!(sorted("userName", "descending"), ["cleo", "bob", "ada"]);
    assert_eq!(sorted("title", "ascending"), ["ada", "bob", "cleo"]);
    assert_eq!(sorted("title", "descending"), ["cleo", "ada", "bob"]);
}

#[test]
fn an_index_looks_at_what_matches_and_not_at_everybody() {
    let mut world = World::new();
    for n in 0..300 {
        world.user(&format!("u{n}"));
    }
    let asked = Cell::new(0);
    let go_on = || {
        asked.set(asked.get() + 1);
        true
    };
    let rows = world.rows();
    for (text, scans) in [("userName eq \"u7\"", false), ("title eq \"x\"", true)] {
        asked.set(0);
        let filter = filter::parse(text, Leniency::lenient()).unwrap();
        let query = Query {
            tenant: world.tenant,
            types: &[scim::schema::user()],
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

#[test]
fn a_query_that_takes_too_long_is_refused() {
    let mut world = World::new();
    for n in 0..100 {
        world.user(&format!("u{n}"));
    }
    let filter = filter::parse("title pr", Leniency::lenient()).unwrap();
    let sort = Sort::parse("userName", None).unwrap();
    let rows = world.rows();
    for (filter, sort) in [(Some(&filter), None), (None, Some(&sort)), (None, None)] {
        let query = Query {
            tenant: world.tenant,
            types: &[scim::schema::user()],
            filter,
            sort,
            start: Start::Index(90),
            count: 10,
            base_url: "",
            go_on: &|| false,
        };
        match list(&*rows, &query) {
            Err(ListError::Refused(error)) => {
                assert_eq!(error.scim_type, Some(scim::ScimType::TooMany));
            }
            other => panic!("{other:?}"),
        }
    }
}
