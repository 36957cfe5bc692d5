use std::{sync::Arc, time::Duration};

use rosterd_http::provider::Failure;

use crate::testing::{Account, Gate, World, eventually};

const LIMIT: Duration = Duration::from_secs(5);

fn write(
    world: &Arc<World>,
    account: &Account,
    number: usize,
) -> tokio::task::JoinHandle<Result<String, Failure>> {
    let (world, account) = (Arc::clone(world), account.clone());
    tokio::spawn(async move {
        let user_name = format!("u{number}@acme.test");
        world.create_user(&account, &user_name).await
    })
}

#[tokio::test]
async fn with_the_store_stuck_a_full_queue_answers_busy_and_what_was_admitted_is_done() {
    let gate = Arc::new(Gate::default());
    let engine = Arc::clone(&gate);
    let world = Arc::new(World::start_over(engine, |settings| settings.tenants.queue = 8).await);
    let account = world.account("acme").await;

    gate.shut();
    let calls: Vec<_> = (0..40)
        .map(|number| write(&world, &account, number))
        .collect();
    eventually(|| async { calls.iter().filter(|call| call.is_finished()).count() == 32 }).await;
    gate.open();

    let (mut done, mut busy) = (0, 0);
    for call in calls {
        match call.await.unwrap() {
            Ok(_) => done += 1,
            Err(Failure::Busy { retry_after }) => {
                assert!((1..=30).contains(&retry_after));
                busy += 1;
            }
            Err(other) => panic!("{other:?}"),
        }
    }
    assert_eq!((done, busy), (8, 32));
}

#[tokio::test]
async fn one_tenants_full_queue_is_not_anothers() {
    let gate = Arc::new(Gate::default());
    let engine = Arc::clone(&gate);
    let world = Arc::new(World::start_over(engine, |settings| settings.tenants.queue = 4).await);
    let (loud, quiet) = (world.account("loud").await, world.account("quiet").await);

    gate.shut();
    let calls: Vec<_> = (0..20).map(|number| write(&world, &loud, number)).collect();
    eventually(|| async { calls.iter().filter(|call| call.is_finished()).count() == 16 }).await;
    let patient = write(&world, &quiet, 0);
    gate.open();
    patient.await.unwrap().unwrap();
}

#[tokio::test]
async fn a_call_whose_client_has_gone_is_dropped_before_it_touches_the_store() {
    let gate = Arc::new(Gate::default());
    let engine = Arc::clone(&gate);
    let world = Arc::new(World::start_over(engine, |_| {}).await);
    let account = world.account("acme").await;

    gate.shut();
    // The first occupies the writer, the second waits behind it and is given up.
    let first = write(&world, &account, 1);
    let visit = world.session(&account).await.visit;
    eventually(|| async { visit.directory.inspect(LIMIT).await.unwrap().admitted == 1 }).await;
    let second = write(&world, &account, 2);
    eventually(|| async { visit.directory.inspect(LIMIT).await.unwrap().admitted == 2 }).await;
    second.abort();
    assert!(second.await.unwrap_err().is_cancelled());
    gate.open();

    first.await.unwrap().unwrap();
    eventually(|| async { visit.directory.inspect(LIMIT).await.unwrap().queued == 0 }).await;
    let found = world.list(&account, None, 1, 10).await.unwrap();
    assert_eq!(found.total, 1);
}

#[tokio::test]
async fn writes_of_one_tenant_keep_their_order() {
    let world = World::start().await;
    let account = world.account("acme").await;
    let id = world.create_user(&account, "a@acme.test").await.unwrap();
    let session = world.session(&account).await;
    let writes = (0..50).map(|number| {
        let operations =
            serde_json::json!([{"op": "replace", "path": "title", "value": format!("t{number}")}]);
        world.patch_user(&session, &id, operations)
    });
    let outcomes = futures_util::future::join_all(writes).await;
    assert!(outcomes.iter().all(Result::is_ok));

    let user = world
        .read(&account, scim::ResourceKind::User, &id)
        .await
        .unwrap();
    assert_eq!(user["title"], "t49");
}
