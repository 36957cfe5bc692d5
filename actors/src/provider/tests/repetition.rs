//! Identity providers repeat themselves: what changes nothing costs no commit of its own.

use scim::ResourceKind;
use serde_json::json;

use crate::testing::{World, eventually};

#[tokio::test]
async fn a_patch_that_changes_nothing_is_answered_without_a_commit_and_is_one_entry() {
    let world = World::start().await;
    let account = world.account("acme").await;
    let id = world.create_user(&account, "a@acme.test").await.unwrap();
    let session = world.session(&account).await;
    let store = &world.daemon.context().store;

    let before = store.health().committed;
    for _ in 0..100 {
        let operations = json!([{"op": "Replace", "path": "active", "value": "True"}]);
        let user = world.patch_user(&session, &id, operations).await.unwrap();
        assert_eq!(user["active"], true);
    }
    assert_eq!(store.health().committed, before);

    eventually(|| async {
        let activity = world.activity(&account).await;
        activity.iter().any(|entry| entry["result"] == "unchanged")
    })
    .await;
    let activity = world.activity(&account).await;
    let unchanged: Vec<_> = activity
        .iter()
        .filter(|entry| entry["result"] == "unchanged")
        .collect();
    assert_eq!(unchanged.len(), 1);
    assert_eq!(unchanged[0]["repeated"], 100);
    let user = world.read(&account, ResourceKind::User, &id).await.unwrap();
    assert_eq!(user["meta"]["version"], "W/\"1\"");
}

#[tokio::test]
async fn entries_that_wait_are_written_at_the_drain() {
    let engine = std::sync::Arc::new(store::engine::memory::MemoryEngine::new());
    let world = World::start_over(engine.clone(), |_| {}).await;
    let account = world.account("acme").await;
    let id = world.create_user(&account, "a@acme.test").await.unwrap();
    let session = world.session(&account).await;
    let operations = json!([{"op": "replace", "path": "active", "value": true}]);
    world.patch_user(&session, &id, operations).await.unwrap();
    drop(session);
    world.daemon.drain(std::time::Duration::from_secs(5)).await;

    let again = World::start_over(engine, |_| {}).await;
    let activity = again.activity(&account).await;
    assert!(activity.iter().any(|entry| entry["result"] == "unchanged"));
}

#[tokio::test]
async fn a_change_that_follows_an_unfinished_one_is_never_taken_for_a_repetition() {
    let world = World::start().await;
    let account = world.account("acme").await;
    let id = world.create_user(&account, "a@acme.test").await.unwrap();
    for active in [false, true, false, true, false] {
        let session = world.session(&account).await;
        let operations = json!([{"op": "replace", "path": "active", "value": active}]);
        let user = world.patch_user(&session, &id, operations).await.unwrap();
        assert_eq!(user["active"], active);
    }
}
