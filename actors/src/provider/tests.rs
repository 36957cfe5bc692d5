mod access;
mod lists;
mod repetition;

use rosterd_http::provider::Failure;
use scim::ResourceKind;
use serde_json::json;

use crate::testing::World;

#[tokio::test]
async fn what_was_written_is_read() {
    let world = World::start().await;
    let account = world.account("acme").await;
    let user = world.create_user(&account, "a@acme.test").await.unwrap();
    let session = world.session(&account).await;
    let body = json!({"displayName": "Year 7", "members": [{"value": user}]});
    let group = world
        .create(&session, ResourceKind::Group, body)
        .await
        .unwrap();

    let read = world
        .read(&account, ResourceKind::User, &user)
        .await
        .unwrap();
    assert_eq!(read["userName"], "a@acme.test");
    assert_eq!(read["groups"][0]["value"], *group);
    assert_eq!(
        read["meta"]["location"],
        format!("{}/Users/{user}", crate::testing::BASE_URL)
    );
    let read = world
        .read(&account, ResourceKind::Group, &group)
        .await
        .unwrap();
    assert_eq!(read["members"][0]["display"], "a@acme.test");
}

#[tokio::test]
async fn a_large_group_streams_whole() {
    let world = World::start().await;
    let account = world.account("acme").await;
    let session = world.session(&account).await;
    let mut members = Vec::new();
    for number in 0..601 {
        let user_name = format!("u{number}@acme.test");
        let id = world.create_user_in(&session, &user_name).await.unwrap();
        members.push(json!({ "value": id }));
    }
    let body = json!({"displayName": "all", "members": members});
    let group = world
        .create(&session, ResourceKind::Group, body)
        .await
        .unwrap();

    let read = world
        .read(&account, ResourceKind::Group, &group)
        .await
        .unwrap();
    assert_eq!(read["members"].as_array().unwrap().len(), 601);
    assert_eq!(read["displayName"], "all");
}

#[tokio::test]
async fn tenants_never_touch() {
    let world = World::start().await;
    let (one, other) = (world.account("one").await, world.account("other").await);
    let id = world.create_user(&one, "a@one.test").await.unwrap();

    let foreign = world
        .read(&other, ResourceKind::User, &id)
        .await
        .unwrap_err();
    let Failure::Scim(foreign) = foreign else {
        panic!("{foreign:?}");
    };
    let unknown_id = "019b0000-0000-7000-8000-000000000000";
    let unknown = world.read(&other, ResourceKind::User, unknown_id).await;
    let Err(Failure::Scim(unknown)) = unknown else {
        panic!("{unknown:?}");
    };
    assert_eq!(foreign.status, 404);
    assert_eq!(
        foreign.detail.replace(&id, ""),
        unknown.detail.replace(unknown_id, "")
    );
    assert!(world.delete_user(&other, &id).await.is_err());
    assert_eq!(world.list(&other, None, 1, 10).await.unwrap().total, 0);
    assert!(world.read(&one, ResourceKind::User, &id).await.is_ok());
}

#[tokio::test]
async fn a_refused_read_is_told_in_the_history() {
    let world = World::start().await;
    let account = world.account("acme").await;
    for _ in 0..5 {
        assert!(
            world
                .read(&account, ResourceKind::User, "nobody")
                .await
                .is_err()
        );
    }
    crate::testing::eventually(|| async {
        let activity = world.activity(&account).await;
        activity.iter().any(|entry| {
            entry["operation"] == "read"
                && entry["result"] == "failed"
                && entry["error"]["status"] == 404
        })
    })
    .await;
    let activity = world.activity(&account).await;
    let reads = activity.iter().filter(|entry| entry["operation"] == "read");
    assert_eq!(reads.count(), 1, "equal refusals are one entry");
}
