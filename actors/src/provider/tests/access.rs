//! Tokens: who gets in, and for how long.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

use jiff::SignedDuration;
use rosterd_http::{
    admin::{Administration, NewToken},
    provider::Failure,
};
use scim::ResourceKind;

use crate::testing::{World, eventually, operator};

async fn refusal(world: &World, authorization: &str) -> String {
    match world.open(authorization).await {
        Err(Failure::Unauthorized(words)) => words,
        other => panic!("{authorization:?}: {other:?}"),
    }
}

#[tokio::test]
async fn a_token_gets_in_in_every_spelling_that_providers_send() {
    let world = World::start().await;
    let token = world.account("acme").await.token;
    for header in [
        format!("Bearer {token}"),
        format!("bearer {token}"),
        token.clone(),
        format!("  Bearer   {token}  "),
    ] {
        assert!(world.open(&header).await.is_ok(), "{header:?}");
    }
}

#[tokio::test]
async fn each_thing_wrong_with_a_token_has_its_words() {
    let world = World::start().await;
    let account = world.account("acme").await;
    let cut = account.token.get(..account.token.len() - 3).unwrap();
    assert!(refusal(&world, "").await.contains("required"));
    assert!(refusal(&world, "Basic abc").await.contains("Bearer"));
    assert!(refusal(&world, cut).await.contains("incomplete or altered"));
    assert!(
        refusal(&world, "rubbish")
            .await
            .contains("incomplete or altered")
    );

    let stranger = store::record::token::format::TokenText::mint([1; 10], [2; 24]);
    assert!(
        refusal(&world, &stranger.reveal())
            .await
            .contains("not known")
    );

    world.revoke(&account).await;
    let words = refusal(&world, &account.token).await;
    assert!(
        words.contains("'Entra ID' was revoked on 2026-01-01"),
        "{words}"
    );
}

#[tokio::test]
async fn an_expired_token_says_when() {
    let world = World::start().await;
    let account = world.account("acme").await;
    let new = NewToken {
        expires_at: Some(world.now() + SignedDuration::from_hours(1)),
        ..NewToken::named("short")
    };
    let admin = world.daemon.administration();
    let created = admin
        .create_token(&operator(), &account.tenant, new)
        .await
        .unwrap();
    let token = created.token.unwrap();
    assert!(world.open(&token).await.is_ok());
    world.clock.advance(SignedDuration::from_hours(2));
    let words = refusal(&world, &token).await;
    assert!(words.contains("'short' expired on 2026-01-01"), "{words}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_write_commits_after_a_revoke_has_answered_not_even_one_under_way() {
    let world = Arc::new(World::start().await);
    let account = world.account("acme").await;
    let opened_before = world.session(&account).await;
    let hammer: Vec<_> = (0..8)
        .map(|worker| {
            let (world, account) = (Arc::clone(&world), account.clone());
            tokio::spawn(async move {
                let mut number = 0;
                while let Ok(session) = world.open(&account.token).await {
                    let user_name = format!("u{worker}.{number}@acme.test");
                    match world.create_user_in(&session, &user_name).await {
                        Ok(_) => number += 1,
                        Err(Failure::Unauthorized(_)) => break,
                        Err(other) => panic!("{other:?}"),
                    }
                }
            })
        })
        .collect();
    let other = world.new_token(&account.tenant).await.unwrap();
    tokio::time::sleep(Duration::from_millis(50)).await;
    world.revoke(&account).await;
    let reader = crate::testing::Account {
        token: other.token.unwrap(),
        ..account.clone()
    };
    let at_revoke = world.list(&reader, None, 1, 0).await.unwrap().total;

    for worker in hammer {
        worker.await.unwrap();
    }
    assert!(at_revoke > 0);
    let after = world.list(&reader, None, 1, 0).await.unwrap().total;
    assert_eq!(after, at_revoke, "commits after the revoke had answered");
    let late = world.create_user_in(&opened_before, "late@acme.test").await;
    assert!(matches!(late, Err(Failure::Unauthorized(_))), "{late:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_sixty_four_tokens_at_once_only_five_are_made() {
    let world = Arc::new(World::start().await);
    let account = world.account("acme").await;
    let calls: Vec<_> = (0..64)
        .map(|_| {
            let (world, tenant) = (Arc::clone(&world), account.tenant.clone());
            tokio::spawn(async move { world.new_token(&tenant).await })
        })
        .collect();
    let mut made = 1;
    for call in calls {
        match call.await.unwrap() {
            Ok(_) => made += 1,
            Err(problem) => assert_eq!(problem.kind, "/problems/token-limit"),
        }
    }
    assert_eq!(made, 5);
    let tenant = world.daemon.administration().tenant(&account.tenant).await;
    assert_eq!(tenant.unwrap().active_tokens, 5);
}

#[tokio::test]
async fn a_revoked_token_that_is_still_used_shows_in_the_history_once() {
    let world = World::start().await;
    let account = world.account("acme").await;
    world.revoke(&account).await;
    for _ in 0..20 {
        refusal(&world, &account.token).await;
    }
    eventually(|| async {
        let activity = world.activity(&account).await;
        activity
            .iter()
            .any(|entry| entry["operation"] == "authenticate")
    })
    .await;
    let activity = world.activity(&account).await;
    let sign_ins: Vec<_> = activity
        .iter()
        .filter(|entry| entry["operation"] == "authenticate")
        .collect();
    assert_eq!(sign_ins.len(), 1);
    assert_eq!(sign_ins[0]["source"]["client"], "Okta SCIM Client 1.0.0");
}

#[tokio::test]
async fn when_and_by_whom_a_token_was_last_used_is_written_at_the_latest_when_the_tenant_leaves() {
    let world = World::start_with(|settings| settings.tenants.idle = Duration::ZERO).await;
    let account = world.account("acme").await;
    world.clock.advance(SignedDuration::from_hours(3));
    assert!(
        world
            .read(&account, ResourceKind::User, "nobody")
            .await
            .is_err()
    );

    eventually(|| async {
        world.daemon.tenants().sweep();
        world.daemon.tenants().active().is_empty()
    })
    .await;
    let admin = world.daemon.administration();
    eventually(|| async {
        let tokens = admin.tokens(&account.tenant).await.unwrap();
        let token = &tokens.items[0];
        token.last_used_at == Some(world.now())
            && token.client.as_deref() == Some("Okta SCIM Client 1.0.0")
    })
    .await;
}

#[tokio::test]
async fn guessing_is_limited_by_address_and_a_good_token_from_there_still_works() {
    let world = World::start_with(|settings| {
        settings.rates.enabled = true;
        settings.rates.unauthenticated.burst = 5;
        settings.rates.unauthenticated.per_second = 1;
    })
    .await;
    let account = world.account("acme").await;
    let mut limited = 0;
    for _ in 0..20 {
        match world.open_from("rubbish", "192.0.2.7").await {
            Err(Failure::Unauthorized(_)) => {}
            Err(Failure::RateLimited { retry_after }) => {
                assert!((1..=30).contains(&retry_after));
                limited += 1;
            }
            other => panic!("{other:?}"),
        }
    }
    assert!(limited >= 10, "{limited} of 20 were limited");
    assert!(world.open_from(&account.token, "192.0.2.7").await.is_ok());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn nobody_gets_in_after_a_revoke_has_answered_however_often_they_were_let_in() {
    let world = Arc::new(World::start().await);
    for number in 0..20 {
        let account = world.account(&format!("acme {number}")).await;
        let revoked = Arc::new(AtomicBool::new(false));
        let let_in = Arc::new(AtomicUsize::new(0));
        let knocking: Vec<_> = (0..4)
            .map(|_| {
                let (world, account) = (Arc::clone(&world), account.clone());
                let (revoked, let_in) = (Arc::clone(&revoked), Arc::clone(&let_in));
                tokio::spawn(async move {
                    loop {
                        let is_over = revoked.load(Ordering::SeqCst);
                        match world.open(&account.token).await {
                            Ok(_) => assert!(!is_over, "let in after the revoke was answered"),
                            Err(Failure::Unauthorized(_)) => break,
                            Err(other) => panic!("{other:?}"),
                        }
                        let_in.fetch_add(1, Ordering::SeqCst);
                        tokio::task::yield_now().await;
                    }
                })
            })
            .collect();
        eventually(|| async { let_in.load(Ordering::SeqCst) > 20 }).await;
        world.revoke(&account).await;
        revoked.store(true, Ordering::SeqCst);
        for one in knocking {
            one.await.unwrap();
        }
    }
}

#[tokio::test]
async fn a_tenant_that_turns_strict_is_strict_for_the_next_request() {
    let world = World::start().await;
    let account = world.account("acme").await;
    let is_strict = async || {
        let session = world.session(&account).await;
        rosterd_http::provider::Session::leniency(&session).strict
    };
    assert!(!is_strict().await);
    assert!(!is_strict().await, "as remembered");
    let admin = world.daemon.administration();
    let change = rosterd_http::admin::TenantChange {
        strict: Some(true),
        ..rosterd_http::admin::TenantChange::default()
    };
    admin
        .change_tenant(&operator(), &account.tenant, change)
        .await
        .unwrap();
    assert!(is_strict().await);
}
