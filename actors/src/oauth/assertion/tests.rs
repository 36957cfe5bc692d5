//! Assertions at the token endpoint, on a clock that the tests move.

use std::{collections::BTreeSet, fs, sync::Arc};

use jiff::SignedDuration;
use rosterd_http::{
    admin::{Administration, Federation, NewToken, TokenCreated, TokenKind},
    oauth::{Authority, Client, Minted, Proof},
    provider::RequestFacts,
};
use serde_json::{Value, json};
use settings::{Issuer, KeySource, Settings};
use tempfile::TempDir;
use testkit::issuer::{SigningKey, key_set};

use super::*;
use crate::{
    oauth::TokenAuthority,
    testing::{Account, World, eventually, operator},
};

const ISSUER: &str = "https://login.example/contoso/v2.0";

/// A daemon that trusts one issuer.
struct Trusting {
    world: World,
    authority: TokenAuthority,
    key: SigningKey,
    folder: TempDir,
}

impl Trusting {
    async fn start() -> Self {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("keys.json");
        let key = SigningKey::p256("key");
        fs::write(&path, key_set(&[&key]).to_string()).unwrap();
        let issuer = Issuer {
            issuer: "https://login.example/*/v2.0".to_owned(),
            keys: KeySource::File(path),
        };
        let trust = |settings: &mut Settings| settings.oauth.issuers = vec![issuer];
        let world = World::start_with(trust).await;
        let (context, tenants) = (
            world.daemon.context().clone(),
            world.daemon.tenants().clone(),
        );
        Self {
            authority: TokenAuthority::new(context, tenants, Arc::default()),
            world,
            key,
            folder,
        }
    }

    async fn credential(&self, account: &Account, subject: &str, audience: &str) -> TokenCreated {
        let new = NewToken {
            kind: TokenKind::Federated,
            federation: Some(Federation {
                issuer: ISSUER.to_owned(),
                subject: subject.to_owned(),
                audience: audience.to_owned(),
                directory: Some("contoso".to_owned()),
                authorized_party: Some("app".to_owned()),
            }),
            ..NewToken::named("Entra ID")
        };
        let admin = self.world.daemon.administration();
        admin
            .create_token(&operator(), &account.tenant, new)
            .await
            .unwrap()
    }

    /// What Entra ID would send: good for an hour from now.
    fn claims(&self) -> Value {
        let now = self.world.now().as_second();
        json!({
            "iss": ISSUER,
            "sub": "service principal",
            "aud": "audience",
            "tid": "contoso",
            "azp": "app",
            "exp": now + 3600,
            "nbf": now,
            "iat": now,
            "uti": "not looked at",
        })
    }

    async fn present(&self, id: Option<&str>, claims: &Value) -> Result<Minted, Failure> {
        self.present_text(id, self.key.sign("ES256", claims)).await
    }

    async fn present_text(&self, id: Option<&str>, text: String) -> Result<Minted, Failure> {
        let client = Client {
            id: id.map(str::to_owned),
            proof: Proof::Assertion(text),
        };
        let facts = RequestFacts {
            request_id: "test".to_owned(),
            client: Some("Entra".to_owned()),
            address: None,
            operation: "POST /oauth2/token",
        };
        self.authority.mint(client, facts).await
    }

    /// Waits until the failed sign-ins in a tenant's history are these, which are written a moment
    /// later.
    async fn has_failures(&self, account: &Account, expected: &BTreeSet<String>) {
        eventually(|| async {
            let entries = self.world.activity(account).await;
            let failed = entries.iter().filter(|entry| entry["result"] == "failed");
            let details = failed.map(|entry| entry["error"]["detail"].as_str().unwrap().to_owned());
            details.collect::<BTreeSet<_>>() == *expected
        })
        .await;
    }
}

fn words<T>(outcome: Result<T, Failure>) -> String {
    match outcome {
        Err(Failure::Unauthorized(words)) => words,
        Err(other) => panic!("{other:?}"),
        Ok(_) => panic!("let in"),
    }
}

#[tokio::test]
async fn an_assertion_opens_the_tenant_of_its_credential_again_and_again() {
    let trusting = Trusting::start().await;
    let account = trusting.world.account("acme").await;
    let created = trusting
        .credential(&account, "service principal", "audience")
        .await;
    assert_eq!(created.token, None);
    let claims = trusting.claims();
    for id in [
        None,
        Some(&*account.tenant),
        Some("app"),
        Some("service principal"),
    ] {
        let minted = trusting.present(id, &claims).await.unwrap();
        assert_eq!((minted.expires_in, &minted.token_id), (3600, &created.id));
        assert_eq!(minted.tenant_id, account.tenant);
        assert!(trusting.world.open(&minted.access_token).await.is_ok());
    }
    let mut several = claims;
    several["aud"] = json!(["somebody else", "audience", "audience"]);
    assert!(trusting.present(None, &several).await.is_ok());
}

#[tokio::test]
async fn each_wrong_claim_is_refused_in_words_and_the_tenant_is_told_where_it_can_be() {
    let trusting = Trusting::start().await;
    let account = trusting.world.account("acme").await;
    trusting
        .credential(&account, "service principal", "audience")
        .await;
    let tenant = account.tenant.clone();
    let now = trusting.world.now().as_second();
    let (id, none) = (Some(&*tenant), None);
    let mut expected = BTreeSet::new();
    for (claim, value, client_id, said, told) in [
        (
            "tid",
            json!("fabrikam"),
            none,
            "has the tid \"fabrikam\"",
            true,
        ),
        ("tid", Value::Null, none, "has no tid", true),
        ("azp", json!("other"), none, "has the azp \"other\"", true),
        ("exp", json!(now - 60), none, "expired at 2025-12-31", true),
        ("nbf", json!(now + 61), none, "not valid before", true),
        ("iat", json!(now + 62), none, "not valid before", true),
        ("aud", json!("elsewhere"), id, "aud \"elsewhere\"", true),
        ("aud", json!("elsewhere"), none, "aud \"elsewhere\"", false),
        ("sub", json!("stranger"), id, "sub \"stranger\"", true),
        (
            "iss",
            json!("https://login.example/b/v2.0"),
            id,
            "iss \"https://login.example/b",
            true,
        ),
        (
            "iss",
            json!("https://evil.example"),
            id,
            "not trusted",
            false,
        ),
        ("uti", json!("other"), Some("stranger"), "client_id", true),
    ] {
        let mut claims = trusting.claims();
        claims[claim] = value;
        let refused = words(trusting.present(client_id, &claims).await);
        assert!(refused.contains(said), "{claim}: {refused}");
        if told {
            expected.insert(refused);
        }
    }
    trusting.has_failures(&account, &expected).await;
    assert!(trusting.present(id, &trusting.claims()).await.is_ok());
}

#[tokio::test]
async fn who_proves_nothing_learns_nothing_and_the_tenant_is_told() {
    let trusting = Trusting::start().await;
    let account = trusting.world.account("acme").await;
    trusting
        .credential(&account, "service principal", "audience")
        .await;
    let forger = SigningKey::p256("key");
    let mut unknown = trusting.claims();
    unknown["sub"] = json!("nobody");
    let text = forger.sign("ES256", &trusting.claims());
    let of_somebody = words(trusting.present_text(None, text.clone()).await);
    let of_nobody = words(
        trusting
            .present_text(None, forger.sign("ES256", &unknown))
            .await,
    );
    assert_eq!(of_somebody, of_nobody);
    assert!(!of_somebody.contains("Entra ID"), "{of_somebody}");
    let expected = BTreeSet::from([of_somebody]);
    trusting.has_failures(&account, &expected).await;
    let whole = format!("{:?}", trusting.world.activity(&account).await);
    let (_, signature) = text.rsplit_once('.').unwrap();
    assert!(!whole.contains(signature), "{whole}");
}

#[tokio::test]
async fn a_revoked_credential_ends_its_access_tokens_and_makes_no_more() {
    let trusting = Trusting::start().await;
    let account = trusting.world.account("acme").await;
    let created = trusting
        .credential(&account, "service principal", "audience")
        .await;
    let claims = trusting.claims();
    let minted = trusting.present(None, &claims).await.unwrap();
    let session = trusting.world.open(&minted.access_token).await.unwrap();
    let admin = trusting.world.daemon.administration();
    admin
        .revoke_token(&operator(), &account.tenant, &created.id)
        .await
        .unwrap();
    words(trusting.world.create_user_in(&session, "ada").await);
    words(trusting.world.open(&minted.access_token).await);
    let refused = words(trusting.present(Some(&account.tenant), &claims).await);
    assert!(refused.contains("'Entra ID' was revoked"), "{refused}");
    let refused = words(trusting.present(None, &claims).await);
    assert!(refused.contains("No active token"), "{refused}");

    // The claims are free again, also for another account.
    let other = trusting.world.account("other").await;
    trusting
        .credential(&other, "service principal", "audience")
        .await;
    let minted = trusting.present(None, &claims).await.unwrap();
    assert_eq!(minted.tenant_id, other.tenant);
}

#[tokio::test]
async fn a_credential_that_has_expired_is_no_longer_good_for_anything() {
    let trusting = Trusting::start().await;
    let account = trusting.world.account("acme").await;
    let new = NewToken {
        kind: TokenKind::Federated,
        expires_at: Some(trusting.world.now() + SignedDuration::from_mins(30)),
        federation: Some(Federation {
            issuer: ISSUER.to_owned(),
            subject: "service principal".to_owned(),
            audience: "audience".to_owned(),
            directory: None,
            authorized_party: None,
        }),
        ..NewToken::named("short")
    };
    let admin = trusting.world.daemon.administration();
    admin
        .create_token(&operator(), &account.tenant, new)
        .await
        .unwrap();
    let minted = trusting.present(None, &trusting.claims()).await.unwrap();
    assert_eq!(minted.expires_in, 1800);
    trusting.world.clock.advance(SignedDuration::from_mins(30));
    let refused = words(trusting.present(None, &trusting.claims()).await);
    assert!(refused.contains("'short' expired"), "{refused}");
}

#[tokio::test]
async fn two_tenants_of_one_issuer_are_told_apart_by_subject_or_audience() {
    let trusting = Trusting::start().await;
    let (acme, other) = (
        trusting.world.account("acme").await,
        trusting.world.account("other").await,
    );
    trusting.credential(&acme, "one", "audience").await;
    trusting.credential(&other, "two", "audience").await;
    trusting.credential(&other, "one", "elsewhere").await;
    for (subject, audience, tenant) in [
        ("one", "audience", &acme.tenant),
        ("two", "audience", &other.tenant),
        ("one", "elsewhere", &other.tenant),
    ] {
        let mut claims = trusting.claims();
        claims["sub"] = json!(subject);
        claims["aud"] = json!(audience);
        let minted = trusting.present(None, &claims).await.unwrap();
        assert_eq!(minted.tenant_id, *tenant, "{subject} {audience}");
    }
    let mut both = trusting.claims();
    both["sub"] = json!("one");
    both["aud"] = json!(["audience", "elsewhere"]);
    let refused = words(trusting.present(Some(&acme.tenant), &both).await);
    assert!(refused.contains("several tokens"), "{refused}");
}

#[tokio::test]
async fn an_issuer_that_cannot_be_asked_is_no_refusal() {
    let trusting = Trusting::start().await;
    let account = trusting.world.account("acme").await;
    trusting
        .credential(&account, "service principal", "audience")
        .await;
    fs::remove_file(trusting.folder.path().join("keys.json")).unwrap();
    let refused = trusting.present(None, &trusting.claims()).await;
    assert!(matches!(refused, Err(Failure::Busy { .. })), "{refused:?}");
}
