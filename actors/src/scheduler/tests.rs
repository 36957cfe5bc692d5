use std::time::Duration;

use jiff::SignedDuration;
use rosterd_http::admin::Administration as _;
use serde_json::{Value, json};

use crate::testing::{World, eventually};

#[tokio::test]
async fn a_member_is_removed_when_the_grace_period_is_over_and_never_before() {
    let world = World::start_with(|settings| settings.tenants.idle = Duration::ZERO).await;
    let account = world.account("acme").await;
    let id = world.create_user(&account, "a@acme.test").await.unwrap();
    world.delete_user(&account, &id).await.unwrap();
    assert_eq!(world.member_state(&account).await, "pending");

    // The default grace period is seven days.
    world.clock.advance(SignedDuration::from_hours(7 * 24 - 1));
    world.daemon.look_for_what_is_due();
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_eq!(world.member_state(&account).await, "pending");

    // The tenant sleeps; the wake-up actor fetches it.
    eventually(|| async {
        world.daemon.tenants().sweep();
        world.daemon.tenants().active().is_empty()
    })
    .await;
    world.clock.advance(SignedDuration::from_hours(2));
    world.daemon.look_for_what_is_due();
    eventually(|| async { world.member_state(&account).await == "removed" }).await;
}

#[tokio::test]
async fn entries_that_are_too_old_are_dropped_of_a_sleeping_tenant_too() {
    let world = World::start_with(|settings| settings.tenants.idle = Duration::ZERO).await;
    let account = world.account("acme").await;
    for number in 0..150 {
        let user_name = format!("u{number}@acme.test");
        world.create_user(&account, &user_name).await.unwrap();
    }
    world.clock.advance(SignedDuration::from_hours(100 * 24));
    world.create_user(&account, "late@acme.test").await.unwrap();
    let all = world.activity(&account).await.len();

    world.clock.advance(SignedDuration::from_hours(79 * 24));
    world.daemon.look_for_what_is_due();
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_eq!(
        world.activity(&account).await.len(),
        all,
        "kept for 180 days"
    );

    eventually(|| async {
        world.daemon.tenants().sweep();
        world.daemon.tenants().active().is_empty()
    })
    .await;
    world.clock.advance(SignedDuration::from_hours(2 * 24));
    world.daemon.look_for_what_is_due();
    let first = |left: &[Value]| left[0]["who"]["name"].clone();
    eventually(|| async { first(&world.activity(&account).await) == "late@acme.test" }).await;
    let left = world.activity(&account).await;
    assert_eq!(left[0]["seq"], all, "the numbers go on");
    let admin = world.daemon.administration();
    let verified = admin.verify_activity(&account.tenant).await.unwrap();
    assert!(verified.whole, "{verified:?}");
    assert_eq!(verified.first, all as u64);
    world
        .create_user(&account, "later@acme.test")
        .await
        .unwrap();
    let creates = world.activity(&account).await;
    let creates = creates
        .iter()
        .filter(|entry| entry["operation"] == "create");
    assert_eq!(creates.count(), 2);
}

#[tokio::test]
async fn a_mass_removal_is_carried_out_in_chunks_to_its_end() {
    let world = World::start().await;
    let account = world.account("acme").await;
    world.set(&account, json!({ "hold_percent": 100 })).await;
    for number in 0..150 {
        let user_name = format!("u{number}@acme.test");
        let id = world.create_user(&account, &user_name).await.unwrap();
        world.delete_user(&account, &id).await.unwrap();
    }
    world.clock.advance(SignedDuration::from_hours(8 * 24));
    world.daemon.look_for_what_is_due();

    let visit = world.session(&account).await.visit;
    eventually(|| async {
        let state = visit
            .scheduler
            .inspect(Duration::from_secs(5))
            .await
            .unwrap();
        state.removed == 150 && state.next.is_none()
    })
    .await;
}
