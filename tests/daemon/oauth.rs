//! OAuth: access tokens for client secrets, and what ends them.

use data_encoding::BASE64;
use http::Method;
use serde_json::Value;
use testkit::{Answer, Client, Process};

use crate::{start, user};

/// A client secret of the demo's tenant.
fn secret(daemon: &Process, name: &str, more: &[&str]) -> Value {
    let create = ["token", "create", &daemon.tenant, name];
    let kind = ["--kind", "client-secret"];
    daemon.cli(&[&create[..], &kind, more].concat())[0].clone()
}

/// A client of the server itself, without a token.
fn origin(daemon: &Process) -> Client {
    let origin = daemon.base_url.strip_suffix("/scim/v2").unwrap();
    Client::new(origin, "").with_authorization(None)
}

async fn ask(client: &Client, form: &str) -> Answer {
    let headers = [("content-type", "application/x-www-form-urlencoded")];
    let body = Some(form.to_owned());
    client
        .send(Method::POST, "/oauth2/token", &headers, body)
        .await
}

fn form(created: &Value) -> String {
    let text = |name: &str| created[name].as_str().unwrap().to_owned();
    format!(
        "grant_type=client_credentials&client_id={}&client_secret={}",
        text("client_id"),
        text("token")
    )
}

fn access_token(answer: &Answer) -> String {
    answer.json()["access_token"].as_str().unwrap().to_owned()
}

fn scim(daemon: &Process, authorization: &str) -> Client {
    daemon.client().with_authorization(Some(authorization))
}

#[tokio::test]
async fn a_secret_is_exchanged_for_access_tokens_until_it_is_revoked() {
    let daemon = start();
    let created = secret(&daemon, "Entra ID", &[]);
    let origin = origin(&daemon);

    let posted = ask(&origin, &form(&created)).await.expect(200);
    assert_eq!(posted.header("cache-control"), Some("no-store"));
    assert_eq!(posted.header("pragma"), Some("no-cache"));
    assert_eq!(posted.json()["token_type"], "Bearer");
    assert_eq!(posted.json()["expires_in"], 3600);
    let by_post = access_token(&posted);

    let id_and_secret = format!(
        "{}:{}",
        created["client_id"].as_str().unwrap(),
        created["token"].as_str().unwrap()
    );
    let basic = format!("Basic {}", BASE64.encode(id_and_secret.as_bytes()));
    let basic = origin.with_authorization(Some(&basic));
    let by_basic = access_token(
        &ask(&basic, "grant_type=client_credentials&scope=scim")
            .await
            .expect(200),
    );

    scim(&daemon, &format!("Bearer {by_post}"))
        .post("/Users", &user("ada"))
        .await
        .expect(201);
    scim(&daemon, &by_basic).get("/Users").await.expect(200);

    let other = secret(&daemon, "Entra ID, next year", &["--expires", "365d"]);
    let by_other = access_token(&ask(&origin, &form(&other)).await.expect(200));
    daemon.cli(&[
        "token",
        "revoke",
        &daemon.tenant,
        created["id"].as_str().unwrap(),
    ]);
    for dead in [&by_post, &by_basic] {
        let refused = scim(&daemon, &format!("Bearer {dead}"))
            .post("/Users", &user("ben"))
            .await
            .expect(401);
        let detail = refused.json()["detail"].to_string();
        assert!(detail.contains("'Entra ID' was revoked"), "{detail}");
    }
    let refused = ask(&origin, &form(&created)).await.expect(401);
    assert_eq!(refused.json()["error"], "invalid_client");
    assert_eq!(refused.header("www-authenticate"), None);
    let refused = ask(&basic, "grant_type=client_credentials")
        .await
        .expect(401);
    assert!(
        refused
            .header("www-authenticate")
            .unwrap()
            .starts_with("Basic")
    );
    scim(&daemon, &by_other).get("/Users").await.expect(200);
    assert_eq!(
        scim(&daemon, &by_other).get("/Users").await.json()["totalResults"],
        1,
        "nothing of the revoked secret was written"
    );
}

#[tokio::test]
async fn each_kind_of_credential_opens_its_own_door_only() {
    let daemon = start();
    let created = secret(&daemon, "Entra ID", &[]);
    scim(&daemon, created["token"].as_str().unwrap())
        .get("/Users")
        .await
        .expect(401);
    let bearer = form(&created).replace(created["token"].as_str().unwrap(), &daemon.token);
    ask(&origin(&daemon), &bearer).await.expect(401);

    let stranger = &daemon.cli(&["tenant", "create", "Stranger", "--sso", "saml"])[0];
    let elsewhere = form(&created).replace(
        created["client_id"].as_str().unwrap(),
        stranger["id"].as_str().unwrap(),
    );
    let refused = ask(&origin(&daemon), &elsewhere).await.expect(401);
    assert_eq!(refused.json()["error"], "invalid_client");
    ask(&origin(&daemon), &form(&created)).await.expect(200);
}

#[tokio::test]
async fn an_expired_secret_makes_no_access_token() {
    let daemon = start();
    let created = secret(&daemon, "short", &["--expires", "2s"]);
    let minted = ask(&origin(&daemon), &form(&created)).await.expect(200);
    let life = minted.json()["expires_in"].as_u64().unwrap();
    assert!(life <= 2, "{life}");
    tokio::time::sleep(std::time::Duration::from_millis(2_100)).await;
    let refused = ask(&origin(&daemon), &form(&created)).await.expect(401);
    assert_eq!(refused.json()["error"], "invalid_client");
    scim(&daemon, &access_token(&minted))
        .get("/Users")
        .await
        .expect(401);
}

#[tokio::test]
async fn all_kinds_count_within_the_five_and_are_listed() {
    let daemon = start();
    for n in 0..4 {
        secret(&daemon, &format!("secret {n}"), &[]);
    }
    let (code, _, words) = daemon.try_cli(&["token", "create", &daemon.tenant, "sixth"]);
    assert_ne!(code, Some(0));
    assert!(words.contains("5 active"), "{words}");
    let kinds: Vec<Value> = daemon
        .cli(&["token", "list", &daemon.tenant])
        .iter()
        .map(|token| token["kind"].clone())
        .collect();
    let secrets = kinds.iter().filter(|kind| *kind == "client_secret");
    assert_eq!(secrets.count(), 4, "{kinds:?}");
    assert!(kinds.contains(&Value::from("bearer")), "{kinds:?}");
}

#[tokio::test]
async fn a_client_finds_the_token_endpoint_and_reads_its_errors() {
    let daemon = start();
    let origin = origin(&daemon);
    let metadata = origin
        .get("/.well-known/oauth-authorization-server")
        .await
        .expect(200)
        .json();
    let issuer = daemon.base_url.strip_suffix("/scim/v2").unwrap();
    assert_eq!(metadata["issuer"], issuer);
    assert_eq!(metadata["token_endpoint"], format!("{issuer}/oauth2/token"));
    for (form, status, error) in [
        ("grant_type=password", 400, "unsupported_grant_type"),
        ("", 400, "invalid_request"),
        ("grant_type=client_credentials", 401, "invalid_client"),
        (
            "grant_type=client_credentials&grant_type=password",
            400,
            "invalid_request",
        ),
        (
            "grant_type=client_credentials&scope=admin",
            400,
            "invalid_scope",
        ),
    ] {
        let refused = ask(&origin, form).await.expect(status);
        assert_eq!(refused.json()["error"], error, "{form}");
    }
    let config = daemon.client().get("/ServiceProviderConfig").await;
    let schemes = config.json()["authenticationSchemes"].clone();
    assert!(
        schemes
            .as_array()
            .unwrap()
            .iter()
            .any(|scheme| scheme["type"] == "oauth2"),
        "{schemes}"
    );
}
