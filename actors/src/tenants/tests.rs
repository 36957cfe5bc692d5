use std::{sync::Arc, time::Duration};

use ractor::ActorCell;
use rosterd_http::provider::Failure;
use scim::ResourceKind;
use store::engine::memory::MemoryEngine;

use crate::testing::{Account, World, eventually};

const LIMIT: Duration = Duration::from_secs(5);

/// The supervisor of the only active tenant.
fn supervisor(world: &World) -> ActorCell {
    let tenants = world.daemon.root_actor().get_cell().get_children();
    let mut supervisors = tenants.iter().flat_map(ActorCell::get_children);
    let first = supervisors.next().expect("an active tenant");
    assert!(supervisors.next().is_none(), "only one tenant is active");
    first
}

/// Ends all actors of the only active tenant, the supervisor excepted.
fn kill_children(world: &World) {
    for child in supervisor(world).get_children() {
        child.kill();
    }
}

/// A write succeeds, if not now then in a moment.
async fn works_again(world: &World, account: &Account, user_name: &str) {
    eventually(|| async {
        match world.create_user(account, user_name).await {
            Ok(_) => true,
            Err(Failure::Busy { .. } | Failure::Broken) => false,
            Err(other) => panic!("{other:?}"),
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_hundred_first_requests_at_once_are_one_activation() {
    let engine = Arc::new(MemoryEngine::new());
    let earlier = World::start_over(engine.clone(), |_| {}).await;
    let account = earlier.account("acme").await;
    earlier.daemon.drain(LIMIT).await;
    let world = Arc::new(World::start_over(engine, |_| {}).await);

    let requests: Vec<_> = (0..100)
        .map(|_| {
            let (world, account) = (Arc::clone(&world), account.clone());
            tokio::spawn(async move { world.session(&account).await.visit.id() })
        })
        .collect();
    for request in requests {
        request.await.unwrap();
    }

    let state = world.daemon.tenants().inspect(LIMIT).await.unwrap();
    assert_eq!((state.activations, state.active), (1, 1));
}

async fn put_to_sleep(world: &World) {
    eventually(|| async {
        world.daemon.tenants().sweep();
        world.daemon.tenants().inspect(LIMIT).await.unwrap().active == 0
    })
    .await;
}

#[tokio::test]
async fn a_tenant_that_nobody_uses_leaves_memory_and_comes_back_with_its_data() {
    let world = World::start_with(|settings| settings.tenants.idle = Duration::ZERO).await;
    let account = world.account("acme").await;
    let id = world.create_user(&account, "a@acme.test").await.unwrap();

    put_to_sleep(&world).await;
    let user = world.read(&account, ResourceKind::User, &id).await.unwrap();
    assert_eq!(user["userName"], "a@acme.test");
}

#[tokio::test]
async fn a_tenant_with_a_request_inside_stays() {
    let world = World::start_with(|settings| settings.tenants.idle = Duration::ZERO).await;
    let account = world.account("acme").await;
    let session = world.session(&account).await;
    for _ in 0..10 {
        world.daemon.tenants().sweep();
    }
    let state = world.daemon.tenants().inspect(LIMIT).await.unwrap();
    assert_eq!((state.active, state.leaving), (1, 0));
    drop(session);
    put_to_sleep(&world).await;
}

#[tokio::test]
async fn actors_that_die_are_restarted_and_the_next_request_works() {
    let world = World::start().await;
    let account = world.account("acme").await;
    kill_children(&world);
    works_again(&world, &account, "a@acme.test").await;
    let state = world.daemon.tenants().inspect(LIMIT).await.unwrap();
    assert_eq!(state.torn_down, 0, "the supervisor has lived on");
}

#[tokio::test]
async fn a_tenant_that_keeps_failing_is_taken_down_and_starts_anew_and_others_live_on() {
    let world = World::start_with(|settings| settings.tenants.restarts = 2).await;
    let account = world.account("acme").await;
    // Four children die at once, two restarts are allowed.
    kill_children(&world);
    eventually(|| async {
        world
            .daemon
            .tenants()
            .inspect(LIMIT)
            .await
            .unwrap()
            .torn_down
            == 1
    })
    .await;

    let other = world.account("other").await;
    world.create_user(&other, "o@other.test").await.unwrap();
    works_again(&world, &account, "a@acme.test").await;
}

#[tokio::test]
async fn the_tenants_actor_itself_may_die() {
    let world = World::start().await;
    let account = world.account("acme").await;
    let id = world.create_user(&account, "a@acme.test").await.unwrap();
    for child in world.daemon.root_actor().get_cell().get_children() {
        child.kill();
    }
    eventually(|| async { world.open(&account.token).await.is_ok() }).await;
    let user = world.read(&account, ResourceKind::User, &id).await.unwrap();
    assert_eq!(user["id"], *id);
    world.daemon.health(LIMIT).await.unwrap();
}
