//! Bearer tokens.

use jiff::SignedDuration;
use roster::SingleSignOn;
use store::{
    operation::{
        Refusal,
        token::{CreateToken, Credential, RecordTokenUse, RevokeToken},
    },
    reader,
    record::{
        TokenRecord,
        activity::Outcome,
        token::{Federation, TokenKind, TokenState, format::TokenText},
    },
};

use crate::{
    bodies::{event_names, refused, user},
    world::World,
};

fn revoke(world: &mut World, public_id: &str) -> Result<TokenRecord, Refusal> {
    let mut call = world.call();
    call.source = store::record::activity::Source::admin("uid 0");
    let public_id = public_id.to_owned();
    world.run(&RevokeToken { call, public_id })
}

#[test]
fn a_token_selects_its_tenant_and_only_its_digest_is_kept() {
    let mut world = World::new();
    let text = TokenText::mint([1; 10], [2; 24]);
    let operation = CreateToken {
        call: world.call(),
        text: text.clone(),
        credential: Credential::Bearer,
        name: "  Entra ID ".to_owned(),
        expires_at: None,
    };
    let created = world.run(&operation).unwrap();
    assert_eq!(created.record.name, "Entra ID");
    let rows = world.rows();
    let public_id = text.public_id();
    assert_eq!(
        reader::token::owner(&*rows, public_id).unwrap(),
        Some(world.tenant)
    );
    let found = reader::token::by_id(&*rows, world.tenant, public_id)
        .unwrap()
        .unwrap();
    assert_eq!(found.digest, Some(text.digest()));
    assert_eq!((found.prefix, found.last_used_at), (text.prefix(), None));
    assert_eq!(event_names(&world.last_entry()), ["token.created"]);

    let secret = text.reveal();
    let secret = secret.get(18..51).unwrap();
    let span = store::key::tokens(world.tenant);
    rows.scan(
        span.range(),
        store::engine::Direction::Ascending,
        &mut |_, value| {
            assert!(!String::from_utf8_lossy(value).contains(secret));
            std::ops::ControlFlow::Continue(())
        },
    )
    .unwrap();
}

#[test]
fn names_are_checked() {
    let mut world = World::new();
    for name in ["", "  ", &"x".repeat(65)] {
        assert_eq!(refused(world.create_token(name)).0, 422, "{name:?}");
    }
    assert!(!world.create_token(&"ü".repeat(64)).unwrap().duplicate_name);
    assert!(!world.create_token("Okta").unwrap().duplicate_name);
    assert!(
        world.create_token("okta ").unwrap().duplicate_name,
        "allowed, with a warning"
    );
}

#[test]
fn the_sixth_active_token_is_refused() {
    let mut world = World::new();
    let mut tokens = Vec::new();
    for n in 0..5 {
        tokens.push(world.create_token(&format!("t{n}")).unwrap().record);
    }
    assert_eq!(
        world.create_token("sixth").unwrap_err(),
        Refusal::TokenLimit(5)
    );
    assert_eq!(world.last_entry().result, Outcome::Failed);
    revoke(&mut world, &tokens[0].public_id).unwrap();
    assert!(
        world.create_token("sixth").is_ok(),
        "a revoked one does not count"
    );
    assert_eq!(world.counters().active_tokens, 5);
}

#[test]
fn expired_tokens_do_not_count() {
    let mut world = World::new();
    for n in 100..105_u8 {
        let operation = CreateToken {
            call: world.call(),
            text: TokenText::mint([n; 10], [n; 24]),
            credential: Credential::Bearer,
            name: format!("t{n}"),
            expires_at: Some(world.now + SignedDuration::from_hours(1)),
        };
        world.run(&operation).unwrap();
    }
    assert!(world.create_token("sixth").is_err());
    world.wait_hours(1);
    assert!(world.create_token("sixth").is_ok());
}

#[test]
fn a_token_cannot_be_born_expired() {
    let mut world = World::new();
    let operation = CreateToken {
        call: world.call(),
        text: TokenText::mint([1; 10], [1; 24]),
        credential: Credential::Bearer,
        name: "late".to_owned(),
        expires_at: Some(world.now),
    };
    assert_eq!(refused(world.run(&operation)).0, 422);
}

#[test]
fn without_single_sign_on_no_token_is_made_but_one_can_be_revoked() {
    let mut world = World::new();
    let token = world.create_token("Okta").unwrap().record;
    world.set_sso(SingleSignOn::None);
    let refusal = world.create_token("Entra ID").unwrap_err();
    assert_eq!(refusal, Refusal::SingleSignOnMissing);
    assert!(refusal.to_string().contains("SAML or OIDC"), "{refusal}");
    assert!(revoke(&mut world, &token.public_id).is_ok());
}

#[test]
fn from_the_revoke_on_nothing_commits() {
    let mut world = World::new();
    let token = world.create_token("Okta").unwrap();
    world.call_as(&token);
    let ada = world.user("ada");
    let revoked = revoke(&mut world, &token.record.public_id).unwrap();
    assert_eq!(revoked.state(world.now), TokenState::Revoked);
    let users = world.counters().users;

    assert_eq!(
        world.create_user(user("bob")).unwrap_err(),
        Refusal::TokenNotValid
    );
    assert_eq!(
        world.set_active(&ada, false).unwrap_err(),
        Refusal::TokenNotValid
    );
    assert_eq!(world.delete_user(&ada).unwrap_err(), Refusal::TokenNotValid);
    assert_eq!(world.counters().users, users);
    assert_eq!(world.last_entry().error.unwrap().status, 401);
}

#[test]
fn an_expired_token_commits_nothing() {
    let mut world = World::new();
    let operation = CreateToken {
        call: world.call(),
        text: TokenText::mint([1; 10], [1; 24]),
        credential: Credential::Bearer,
        name: "short".to_owned(),
        expires_at: Some(world.now + SignedDuration::from_hours(1)),
    };
    let token = world.run(&operation).unwrap();
    world.call_as(&token);
    assert!(world.create_user(user("ada")).is_ok());
    world.wait_hours(1);
    assert_eq!(
        world.create_user(user("bob")).unwrap_err(),
        Refusal::TokenNotValid
    );
}

#[test]
fn another_tenants_token_commits_nothing_here() {
    let mut world = World::new();
    let token = world.create_token("Okta").unwrap();
    world.tenant = world.create_tenant(0xb, "Elm School").unwrap().id;
    world.call_as(&token);
    assert_eq!(
        world.create_user(user("ada")).unwrap_err(),
        Refusal::TokenNotValid
    );
}

#[test]
fn revoking_one_token_leaves_the_others_working() {
    let mut world = World::new();
    let (old, new) = (
        world.create_token("old").unwrap(),
        world.create_token("new").unwrap(),
    );
    revoke(&mut world, &old.record.public_id).unwrap();
    world.call_as(&new);
    assert!(world.create_user(user("ada")).is_ok());
}

#[test]
fn to_revoke_twice_is_to_revoke_once() {
    let mut world = World::new();
    let token = world.create_token("Okta").unwrap().record;
    let first = revoke(&mut world, &token.public_id).unwrap();
    world.wait_hours(1);
    assert_eq!(revoke(&mut world, &token.public_id).unwrap(), first);
    assert_eq!(world.last_entry().result, Outcome::Unchanged);
    assert_eq!(
        revoke(&mut world, "x").unwrap_err(),
        Refusal::UnknownToken("x".to_owned())
    );
}

#[test]
fn the_last_use_is_the_latest_one_whatever_comes_late() {
    let mut world = World::new();
    let public_id = world.create_token("Okta").unwrap().record.public_id;
    let tell = |world: &mut World, hours: i64, client: &str| {
        let mut call = world.call();
        call.now += SignedDuration::from_hours(hours);
        let (public_id, client) = (public_id.clone(), Some(client.to_owned()));
        world
            .run(&RecordTokenUse {
                call,
                public_id,
                client,
            })
            .unwrap();
    };
    let entries = world.history().len();
    tell(&mut world, 2, "Okta SCIM Client 1.0.0");
    tell(&mut world, 1, "late");
    let rows = world.rows();
    let token = reader::token::by_id(&*rows, world.tenant, &public_id)
        .unwrap()
        .unwrap();
    assert_eq!(token.last_client.as_deref(), Some("Okta SCIM Client 1.0.0"));
    assert_eq!(
        token.last_used_at,
        Some(world.now + SignedDuration::from_hours(2))
    );
    assert_eq!(
        world.history().len(),
        entries + 1,
        "only the first use is one"
    );
}

#[test]
fn tokens_are_listed_by_age_whatever_their_state() {
    let mut world = World::new();
    for name in ["c", "a", "b"] {
        let token = world.create_token(name).unwrap().record;
        revoke(&mut world, &token.public_id).unwrap();
        world.wait_hours(1);
    }
    let tokens = reader::token::list(&*world.rows(), world.tenant).unwrap();
    let names: Vec<&str> = tokens.iter().map(|token| token.name.as_str()).collect();
    assert_eq!(names, ["c", "a", "b"]);
}

fn federated(world: &mut World, n: u8, subject: &str) -> Result<TokenRecord, Refusal> {
    let operation = CreateToken {
        call: world.call(),
        text: TokenText::mint([n; 10], [n; 24]),
        credential: Credential::Federated(Federation {
            issuer: "https://issuer.example".to_owned(),
            subject: subject.to_owned(),
            audience: "audience".to_owned(),
            directory: None,
            authorized_party: None,
        }),
        name: format!("federated {n}"),
        expires_at: Some(world.now + SignedDuration::from_hours(1)),
    };
    world.run(&operation).map(|created| created.record)
}

fn found(world: &World, subject: &str) -> Option<String> {
    let issuer = "https://issuer.example";
    reader::token::federated(&*world.rows(), issuer, subject, "audience")
        .unwrap()
        .map(|owner| {
            assert_eq!(owner.tenant, world.tenant);
            owner.public_id
        })
}

#[test]
fn an_assertion_finds_its_credential_until_that_is_revoked() {
    let mut world = World::new();
    let record = federated(&mut world, 201, "one").unwrap();
    assert_eq!((record.kind, record.digest), (TokenKind::Federated, None));
    assert_eq!(found(&world, "one"), Some(record.public_id.clone()));
    assert_eq!(found(&world, "two"), None);
    revoke(&mut world, &record.public_id).unwrap();
    assert_eq!(found(&world, "one"), None);
}

#[test]
fn no_two_credentials_have_the_same_claims_while_one_is_not_revoked() {
    let mut world = World::new();
    let first = federated(&mut world, 201, "one").unwrap();
    let elm = world.create_tenant(0xb, "Elm School").unwrap().id;
    let oak = std::mem::replace(&mut world.tenant, elm);
    world.set_sso(SingleSignOn::Saml);
    assert_eq!(
        federated(&mut world, 202, "one").unwrap_err(),
        Refusal::FederationTaken
    );
    federated(&mut world, 202, "two").unwrap();
    world.wait_hours(2);
    assert_eq!(
        federated(&mut world, 203, "one").unwrap_err(),
        Refusal::FederationTaken,
        "an expired credential keeps its claims, so that nobody else takes them"
    );
    world.tenant = oak;
    revoke(&mut world, &first.public_id).unwrap();
    world.tenant = elm;
    let second = federated(&mut world, 204, "one").unwrap();
    assert_eq!(found(&world, "one"), Some(second.public_id));
}

#[test]
fn all_kinds_count_together() {
    let mut world = World::new();
    for n in 201..204 {
        federated(&mut world, n, &n.to_string()).unwrap();
    }
    for n in [211_u8, 212] {
        let operation = CreateToken {
            call: world.call(),
            text: TokenText::mint([n; 10], [n; 24]),
            credential: Credential::ClientSecret,
            name: format!("secret {n}"),
            expires_at: None,
        };
        assert_eq!(
            world.run(&operation).unwrap().record.kind,
            TokenKind::ClientSecret
        );
    }
    assert_eq!(
        world.create_token("sixth").unwrap_err(),
        Refusal::TokenLimit(5)
    );
    assert_eq!(
        federated(&mut world, 204, "sixth").unwrap_err(),
        Refusal::TokenLimit(5)
    );
    assert_eq!(found(&world, "sixth"), None);
}
