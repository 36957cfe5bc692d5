//! Pages: none twice, none missed, also when others go meanwhile.

use std::collections::BTreeSet;

use proptest::prelude::*;
use scim::ResourceKind;
use serde_json::json;
use store::reader::list::{Page, Resume, Start};

use crate::{
    lists::{names, query},
    world::World,
};

fn world() -> (World, Vec<String>) {
    let mut world = World::new();
    let ids = (0..25).map(|n| world.user(&format!("u{n:02}"))).collect();
    (world, ids)
}

type Shape = (Option<&'static str>, Option<(&'static str, &'static str)>);

const SHAPES: [Shape; 4] = [
    (None, None),
    (Some("userName sw \"u\""), None),
    (None, Some(("userName", "descending"))),
    (
        Some("userName sw \"u\""),
        Some(("displayName", "ascending")),
    ),
];

fn page(world: &World, (filter, sort): Shape, start: Start<'_>, count: usize) -> Page {
    query(world, ResourceKind::User, filter, sort, start, count)
}

fn behind(resume: &Resume) -> Start<'_> {
    Start::Behind { resume, skip: 0 }
}

#[test]
fn index_pages_cover_everything_once() {
    let (world, _) = world();
    for shape in SHAPES {
        let mut seen = Vec::new();
        for first in [1, 11, 21, 31] {
            let page = page(&world, shape, Start::Index(first), 10);
            assert_eq!(page.total, 25, "{shape:?}");
            assert_eq!(
                page.resume_behind(10).is_some(),
                first < 21,
                "{shape:?} {first}"
            );
            seen.extend(names(&page));
        }
        assert_eq!(seen.len(), 25, "{shape:?}");
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), 25, "{shape:?}");
    }
}

#[test]
fn resumed_pages_are_the_index_pages() {
    let (world, _) = world();
    for shape in SHAPES {
        let mut last = page(&world, shape, Start::Index(1), 10);
        for first in [11, 21] {
            let resumed = page(&world, shape, behind(&last.resume_behind(10).unwrap()), 10);
            let by_index = page(&world, shape, Start::Index(first), 10);
            assert_eq!(resumed, by_index, "{shape:?}");
            last = resumed;
        }
        assert_eq!(last.resume_behind(5), None);
    }
}

#[test]
fn a_page_may_start_some_way_behind_an_earlier_one() {
    let (world, _) = world();
    for shape in SHAPES {
        let first = page(&world, shape, Start::Index(1), 10);
        let resume = &first.resume_behind(10).unwrap();
        let further = page(&world, shape, Start::Behind { resume, skip: 7 }, 5);
        let by_index = page(&world, shape, Start::Index(18), 5);
        assert_eq!(further, by_index, "{shape:?}");
    }
}

#[test]
fn a_page_that_was_cut_short_is_followed_by_what_it_did_not_show() {
    let (world, _) = world();
    for shape in SHAPES {
        let all = page(&world, shape, Start::Index(1), 25);
        let resume = all.resume_behind(3).unwrap();
        let rest = page(&world, shape, behind(&resume), 25);
        let by_index = page(&world, shape, Start::Index(4), 25);
        assert_eq!(rest, by_index, "{shape:?}");
        assert_eq!(all.resume_behind(0), None);
    }
}

#[test]
fn a_walk_misses_nobody_when_others_are_deleted_meanwhile() {
    for shape in SHAPES {
        let (mut world, ids) = world();
        let mut last = page(&world, shape, Start::Index(1), 10);
        let mut seen = names(&last);
        // Of those already shown, five go. By index the next page would skip five living ones.
        for id in ids.iter().filter(|id| {
            let shown = last
                .resources
                .iter()
                .take(5)
                .map(|found| found.stored.id.to_string());
            shown.collect::<Vec<_>>().contains(id)
        }) {
            world.delete_user(id).unwrap();
        }
        while let Some(resume) = last.resume_behind(last.resources.len()) {
            last = page(&world, shape, behind(&resume), 10);
            seen.extend(names(&last));
        }
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), 25, "{shape:?}");
    }
}

#[test]
fn a_count_of_zero_asks_for_the_total_only() {
    let (world, _) = world();
    for shape in SHAPES {
        let page = page(&world, shape, Start::Index(1), 0);
        assert_eq!((page.total, page.resources.len()), (25, 0), "{shape:?}");
    }
}

#[test]
fn a_page_behind_the_end_is_empty_and_knows_the_total() {
    let (world, _) = world();
    for shape in SHAPES {
        for first in [26, u64::MAX] {
            let page = page(&world, shape, Start::Index(first), 10);
            assert_eq!(
                (page.total, page.resources.len()),
                (25, 0),
                "{shape:?} {first}"
            );
        }
    }
}

/// What others do between two pages of a walk.
#[derive(Debug, Clone)]
enum Meanwhile {
    Nothing,
    Create,
    Delete(usize),
    Change(usize),
}

fn meanwhile() -> impl Strategy<Value = Vec<Meanwhile>> {
    let one = prop_oneof![
        2 => Just(Meanwhile::Nothing),
        2 => Just(Meanwhile::Create),
        3 => any::<usize>().prop_map(Meanwhile::Delete),
        2 => any::<usize>().prop_map(Meanwhile::Change),
    ];
    prop::collection::vec(one, 0..5)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn whoever_is_there_throughout_is_shown_once_in_order_of_age(
        filter in prop::option::of(Just("userName sw \"u\"")),
        pages in prop::collection::vec((1..7_usize, meanwhile()), 40),
    ) {
        let (mut world, mut living) = world();
        let mut throughout: BTreeSet<String> = living.iter().cloned().collect();
        let mut created = 0;
        let mut seen: Vec<String> = Vec::new();
        let mut resume: Option<Resume> = None;
        for (count, acts) in pages {
            let start = resume.as_ref().map_or(Start::Index(1), behind);
            let page = page(&world, (filter, None), start, count);
            seen.extend(page.resources.iter().map(|found| found.stored.id.to_string()));
            // As a cursor does, the place travels as bytes.
            resume = page
                .resume_behind(page.resources.len())
                .map(|resume| Resume::from_bytes(&resume.to_bytes()).unwrap());
            if resume.is_none() {
                break;
            }
            for act in acts {
                match act {
                    Meanwhile::Create => {
                        created += 1;
                        living.push(world.user(&format!("u{}", 100 + created)));
                    }
                    Meanwhile::Delete(which) if living.len() > 1 => {
                        let gone = living.remove(which % living.len());
                        world.delete_user(&gone).unwrap();
                        throughout.remove(&gone);
                    }
                    Meanwhile::Change(which) => {
                        let id = &living[which % living.len()];
                        let title = json!([{"op": "replace", "path": "title", "value": created.to_string()}]);
                        world.patch_user(id, title).unwrap();
                    }
                    Meanwhile::Nothing | Meanwhile::Delete(_) => {}
                }
            }
        }
        let mut in_order = seen.clone();
        in_order.sort();
        in_order.dedup();
        prop_assert_eq!(&in_order, &seen, "once each, in order of age");
        if resume.is_none() {
            let missed: Vec<_> = throughout.difference(&seen.into_iter().collect()).cloned().collect();
            prop_assert!(missed.is_empty(), "{:?}", missed);
        }
    }
}
