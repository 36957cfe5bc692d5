use std::time::Duration;

use super::*;

const MOST: Most = Most {
    connections: 3,
    per_address: 2,
};

fn address(last: u8) -> IpAddr {
    IpAddr::from([192, 0, 2, last])
}

#[tokio::test]
async fn one_address_is_turned_away_where_another_gets_in() {
    let door = Arc::new(Door::default());
    let _first = door.enter(Some(address(1)), MOST).await.unwrap();
    let second = door.enter(Some(address(1)), MOST).await.unwrap();
    assert!(door.enter(Some(address(1)), MOST).await.is_none());
    let _other = door.enter(Some(address(2)), MOST).await.unwrap();
    assert_eq!(door.counts(), (3, 1));

    drop(second);
    assert!(door.enter(Some(address(1)), MOST).await.is_some());
}

#[tokio::test(start_paused = true)]
async fn when_all_places_are_taken_the_next_one_waits_for_the_first_that_leaves() {
    let door = Arc::new(Door::default());
    let mut inside = Vec::new();
    for last in 1..=3 {
        inside.push(door.enter(Some(address(last)), MOST).await.unwrap());
    }
    let next = tokio::spawn({
        let door = Arc::clone(&door);
        async move { door.enter(Some(address(4)), MOST).await.is_some() }
    });
    tokio::time::sleep(Duration::from_mins(1)).await;
    assert!(!next.is_finished());

    inside.pop();
    assert!(next.await.unwrap());
}

#[tokio::test]
async fn unix_peers_have_no_address_to_be_counted_by() {
    let door = Arc::new(Door::default());
    let mut inside = Vec::new();
    for _ in 0..3 {
        inside.push(door.enter(None, MOST).await.unwrap());
    }
    assert_eq!(door.counts(), (3, 0));
}
