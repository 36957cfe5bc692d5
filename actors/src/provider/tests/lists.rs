//! Lists: found, paged, bounded.

use std::{collections::BTreeSet, time::Duration};

use rosterd_http::provider::{Failure, Listing};
use scim::{
    ScimType,
    page::{Place, Start},
};
use serde_json::Value;

use crate::testing::{Account, World};

fn names(listing: &Listing) -> Vec<String> {
    let name = |text: &Vec<u8>| {
        let user: Value = serde_json::from_slice(text).unwrap();
        user["userName"].as_str().unwrap().to_owned()
    };
    listing.resources.iter().map(name).collect()
}

async fn with_users(world: &World, count: usize) -> (Account, Vec<String>) {
    let account = world.account("acme").await;
    let session = world.session(&account).await;
    let mut ids = Vec::new();
    for number in 0..count {
        let user_name = format!("u{number:03}@acme.test");
        ids.push(world.create_user_in(&session, &user_name).await.unwrap());
        // Ids order by time; the virtual clock stands still otherwise.
        world.clock.advance(jiff::SignedDuration::from_millis(1));
    }
    (account, ids)
}

#[tokio::test]
async fn a_filter_finds_by_index_and_by_scan() {
    let world = World::start().await;
    let (account, _) = with_users(&world, 20).await;
    for (filter, expected) in [
        ("userName eq \"U007@ACME.test\"", 1),
        ("userName sw \"u01\"", 10),
        ("userName eq \"nobody\"", 0),
    ] {
        let found = world.list(&account, Some(filter), 1, 100).await.unwrap();
        assert_eq!(found.total, expected, "{filter}");
        assert_eq!(names(&found).len() as u64, expected, "{filter}");
    }
}

#[tokio::test]
async fn a_walk_misses_nobody_when_others_are_deleted_meanwhile() {
    let world = World::start().await;
    let (account, ids) = with_users(&world, 60).await;
    let mut seen = BTreeSet::new();
    let mut start = 1;
    for page in 0.. {
        let listing = world.list(&account, None, start, 10).await.unwrap();
        if listing.resources.is_empty() {
            break;
        }
        seen.extend(names(&listing));
        start += listing.resources.len() as u64;
        // Some who were shown already leave: positions move, nobody else may be skipped.
        for id in ids.iter().skip(page * 10).take(3) {
            world.delete_user(&account, id).await.unwrap();
        }
    }
    assert_eq!(seen.len(), 60);
}

#[tokio::test]
async fn a_page_can_be_asked_for_again() {
    let world = World::start().await;
    let (account, _) = with_users(&world, 30).await;
    world.list(&account, None, 1, 10).await.unwrap();
    let second = names(&world.list(&account, None, 11, 10).await.unwrap());
    world.list(&account, None, 21, 10).await.unwrap();
    let again = names(&world.list(&account, None, 11, 10).await.unwrap());
    assert_eq!(second, again);
    assert_eq!(second[0], "u010@acme.test");
}

#[tokio::test]
async fn a_page_elsewhere_is_counted_from_the_pages_before() {
    let world = World::start().await;
    let (account, ids) = with_users(&world, 40).await;
    for start in [1, 11] {
        world.list(&account, None, start, 10).await.unwrap();
    }
    let first = async |start, count| {
        let page = world.list(&account, None, start, count).await.unwrap();
        names(&page).swap_remove(0)
    };
    for (start, count) in [(25, 5), (21, 3), (24, 7), (40, 1), (12, 1), (2, 1)] {
        let expected = format!("u{:03}@acme.test", start - 1);
        assert_eq!(first(start, count).await, expected, "{start}");
    }
    // One of those before has left: positions are counted anew, but for the walk that goes on.
    world.delete_user(&account, &ids[0]).await.unwrap();
    assert_eq!(first(26, 4).await, "u026@acme.test");
    assert_eq!(first(21, 5).await, "u021@acme.test");
    assert_eq!(first(31, 5).await, "u030@acme.test");
    assert_eq!(first(31, 5).await, "u030@acme.test", "asked again");
    assert_eq!(first(32, 5).await, "u032@acme.test");
    assert_eq!(first(31, 5).await, "u031@acme.test");
}

#[tokio::test]
async fn a_cursor_walk_shows_everybody_once_in_order_of_age() {
    let world = World::start().await;
    let (account, _) = with_users(&world, 60).await;
    for filter in [None, Some("userName sw \"u\"")] {
        let mut seen = Vec::new();
        let mut start = Start::Cursor(None);
        loop {
            let listing = world.page(&account, filter, start, 7).await.unwrap();
            seen.extend(names(&listing));
            let Place::NextCursor(next) = listing.place else {
                panic!("{:?}", listing.place);
            };
            let Some(next) = next else {
                break;
            };
            start = Start::Cursor(Some(next));
        }
        let expected: Vec<_> = (0..60)
            .map(|number| format!("u{number:03}@acme.test"))
            .collect();
        assert_eq!(seen, expected, "{filter:?}");
    }
}

#[tokio::test]
async fn a_cursor_is_good_for_its_tenant_and_for_its_time() {
    let world = World::start_with(|settings| settings.limits.cursor = Duration::from_mins(1)).await;
    let (account, _) = with_users(&world, 5).await;
    let other = world.account("other").await;
    let listing = world
        .page(&account, None, Start::Cursor(None), 2)
        .await
        .unwrap();
    let Place::NextCursor(Some(cursor)) = listing.place else {
        panic!("{:?}", listing.place);
    };
    let refused = async |account, cursor: &str| {
        let start = Start::Cursor(Some(cursor.to_owned()));
        match world.page(account, None, start, 2).await {
            Err(Failure::Scim(error)) => error,
            answer => panic!("{answer:?}"),
        }
    };
    let foreign = refused(&other, &cursor).await;
    assert_eq!(foreign.scim_type, Some(ScimType::InvalidCursor));
    assert_eq!(foreign, refused(&account, "forged").await);

    world.clock.advance(jiff::SignedDuration::from_secs(60));
    let start = Start::Cursor(Some(cursor.clone()));
    let second = world.page(&account, None, start, 2).await.unwrap();
    assert_eq!(names(&second), ["u002@acme.test", "u003@acme.test"]);
    world.clock.advance(jiff::SignedDuration::from_secs(1));
    let late = refused(&account, &cursor).await;
    assert_eq!(late.scim_type, Some(ScimType::ExpiredCursor));
}

#[tokio::test]
async fn a_scan_beyond_its_time_is_too_many() {
    let world = World::start_with(|settings| settings.limits.scan = Duration::ZERO).await;
    let (account, _) = with_users(&world, 600).await;
    let scan = world.list(&account, Some("title co \"x\""), 1, 10).await;
    let Err(Failure::Scim(error)) = scan else {
        panic!("{scan:?}");
    };
    assert_eq!(
        (error.status, error.scim_type),
        (400, Some(ScimType::TooMany))
    );
}
