//! Pages: none twice, none missed, also when others go meanwhile.

use scim::ResourceKind;
use store::reader::list::{Page, Start};

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

#[test]
fn index_pages_cover_everything_once() {
    let (world, _) = world();
    for shape in SHAPES {
        let mut seen = Vec::new();
        for first in [1, 11, 21, 31] {
            let page = page(&world, shape, Start::Index(first), 10);
            assert_eq!(page.total, 25, "{shape:?}");
            assert_eq!(page.resume.is_some(), first < 21, "{shape:?} {first}");
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
            let resume = last.resume.clone().unwrap();
            let resumed = page(&world, shape, Start::Behind(&resume), 10);
            let by_index = page(&world, shape, Start::Index(first), 10);
            assert_eq!(resumed, by_index, "{shape:?}");
            last = resumed;
        }
        assert_eq!(last.resume, None);
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
                .map(|stored| stored.id.to_string());
            shown.collect::<Vec<_>>().contains(id)
        }) {
            world.delete_user(id).unwrap();
        }
        while let Some(resume) = last.resume.clone() {
            last = page(&world, shape, Start::Behind(&resume), 10);
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
