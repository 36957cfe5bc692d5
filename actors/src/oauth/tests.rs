//! The token endpoint and SCIM with each other, on a clock that the tests move.

use jiff::SignedDuration;
use rosterd_http::{
    admin::{Administration, NewToken, TokenCreated, TokenKind},
    oauth::{Authority, Client, Minted, Proof},
    provider::{Failure, RequestFacts},
};

use super::TokenAuthority;
use crate::testing::{World, operator};

fn authority(world: &World) -> TokenAuthority {
    let (context, tenants) = (
        world.daemon.context().clone(),
        world.daemon.tenants().clone(),
    );
    TokenAuthority::new(context, tenants, std::sync::Arc::default())
}

async fn mint(world: &World, id: Option<&str>, secret: &str) -> Result<Minted, Failure> {
    let client = Client {
        id: id.map(str::to_owned),
        proof: Proof::Secret(secret.to_owned()),
    };
    let facts = RequestFacts {
        request_id: "test".to_owned(),
        client: Some("Entra".to_owned()),
        address: None,
        operation: "POST /oauth2/token",
    };
    authority(world).mint(client, facts).await
}

async fn secret(world: &World, tenant: &str, hours: Option<i64>) -> TokenCreated {
    let new = NewToken {
        kind: TokenKind::ClientSecret,
        expires_at: hours.map(|hours| world.now() + SignedDuration::from_hours(hours)),
        ..NewToken::named("Entra ID")
    };
    let admin = world.daemon.administration();
    admin.create_token(&operator(), tenant, new).await.unwrap()
}

/// The sentence that somebody who is not let in is told.
fn words<T>(outcome: Result<T, Failure>) -> String {
    match outcome {
        Err(Failure::Unauthorized(words)) => words,
        Err(other) => panic!("{other:?}"),
        Ok(_) => panic!("let in"),
    }
}

#[tokio::test]
async fn an_access_token_opens_scim_for_an_hour_and_no_longer() {
    let world = World::start().await;
    let account = world.account("acme").await;
    let created = secret(&world, &account.tenant, None).await;
    let client_id = created.client_id.as_deref();
    assert_eq!(client_id, Some(&*account.tenant));
    let minted = mint(&world, client_id, &created.token.unwrap())
        .await
        .unwrap();
    assert_eq!(minted.expires_in, 3600);
    assert_eq!(minted.token_id, created.id);
    for header in [
        minted.access_token.clone(),
        format!("Bearer  {} ", minted.access_token),
    ] {
        assert!(world.open(&header).await.is_ok(), "{header}");
    }
    world.clock.advance(SignedDuration::from_secs(3599));
    assert!(world.open(&minted.access_token).await.is_ok());
    world.clock.advance(SignedDuration::from_secs(1));
    let refused = words(world.open(&minted.access_token).await);
    assert!(refused.contains("expired"), "{refused}");
}

#[tokio::test]
async fn an_access_token_ends_with_its_secret_and_none_is_made_of_it_any_more() {
    let world = World::start().await;
    let account = world.account("acme").await;
    let created = secret(&world, &account.tenant, Some(2)).await;
    let text = created.token.unwrap();
    world.clock.advance(SignedDuration::from_mins(90));
    let minted = mint(&world, Some(&account.tenant), &text).await.unwrap();
    assert_eq!(minted.expires_in, 30 * 60);
    world.clock.advance(SignedDuration::from_mins(30));
    let refused = words(mint(&world, Some(&account.tenant), &text).await);
    assert!(refused.contains("'Entra ID' expired"), "{refused}");
    let refused = words(world.open(&minted.access_token).await);
    assert!(refused.contains("'Entra ID' expired"), "{refused}");
}

#[tokio::test]
async fn a_revoked_secret_ends_its_access_tokens_also_in_requests_under_way() {
    let world = World::start().await;
    let account = world.account("acme").await;
    let created = secret(&world, &account.tenant, None).await;
    let text = created.token.unwrap();
    let minted = mint(&world, Some(&account.tenant), &text).await.unwrap();
    let session = world.open(&minted.access_token).await.unwrap();
    assert!(world.create_user_in(&session, "ada").await.is_ok());
    let admin = world.daemon.administration();
    admin
        .revoke_token(&operator(), &account.tenant, &created.id)
        .await
        .unwrap();

    words(world.create_user_in(&session, "bob").await);
    let refused = words(world.open(&minted.access_token).await);
    assert!(refused.contains("'Entra ID' was revoked"), "{refused}");
    let refused = words(mint(&world, Some(&account.tenant), &text).await);
    assert!(refused.contains("'Entra ID' was revoked"), "{refused}");
    let last = world.activity(&account).await.pop().unwrap();
    assert_eq!(last["result"], "failed", "{last}");
}

#[tokio::test]
async fn each_kind_opens_its_own_door_only() {
    let world = World::start().await;
    let account = world.account("acme").await;
    let created = secret(&world, &account.tenant, None).await;
    let refused = words(world.open(&created.token.unwrap()).await);
    assert!(refused.contains("client secret"), "{refused}");
    let refused = words(mint(&world, Some(&account.tenant), &account.token).await);
    assert!(refused.contains("bearer token"), "{refused}");
}

#[tokio::test]
async fn a_secret_goes_with_the_client_id_of_its_tenant_only() {
    let world = World::start().await;
    let (acme, other) = (world.account("acme").await, world.account("other").await);
    let text = secret(&world, &acme.tenant, None).await.token.unwrap();
    for id in [&*other.tenant, "acme", ""] {
        let refused = words(mint(&world, Some(id), &text).await);
        assert!(refused.contains("client_id"), "{refused}");
    }
    let (cut, _) = text.split_at(50);
    let refused = words(mint(&world, Some(&acme.tenant), cut).await);
    assert!(refused.contains("incomplete"), "{refused}");
    assert!(mint(&world, Some(&acme.tenant), &text).await.is_ok());
}

#[tokio::test]
async fn an_access_token_of_another_store_opens_nothing() {
    let (world, other) = (World::start().await, World::start().await);
    let account = other.account("acme").await;
    let text = secret(&other, &account.tenant, None).await.token.unwrap();
    let minted = mint(&other, Some(&account.tenant), &text).await.unwrap();
    let refused = words(world.open(&minted.access_token).await);
    assert!(refused.contains("of another server"), "{refused}");
}
