//! Where the keys of an issuer come from, and how long they are good.

use std::fs;

use serde_json::json;
use tempfile::TempDir;
use testkit::{
    KeyServer,
    issuer::{SigningKey, key_set},
};

use super::{Trusting, by_url, claims, config};

#[tokio::test]
async fn keys_from_a_file_are_read_again_by_a_reload() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("keys.json");
    let (old, new) = (SigningKey::p384("old"), SigningKey::rsa("new"));
    fs::write(&path, key_set(&[&old]).to_string()).unwrap();
    let config = config("jwks_file", path.to_str().unwrap());
    let trusting = Trusting::start(&config);
    let tenant = trusting.tenant("acme");
    trusting.credential(&tenant, "principal", &[]);
    let by_old = old.sign("ES384", &claims("principal"));
    let by_new = new.sign("PS256", &claims("principal"));
    trusting.present(&by_old).await.expect(200);
    trusting.present(&by_new).await.expect(401);

    fs::write(&path, key_set(&[&new]).to_string()).unwrap();
    trusting.served.reload(&config);
    trusting.present(&by_new).await.expect(200);
    trusting.present(&by_old).await.expect(401);
    fs::remove_file(&path).unwrap();
    trusting.served.reload(&config);
    trusting.present(&by_new).await.expect(200);
}

#[tokio::test]
async fn keys_that_were_fetched_outlast_their_server() {
    let key = SigningKey::p256("one");
    let server = KeyServer::start(&key_set(&[&key]));
    let config = by_url(&server);
    let trusting = Trusting::start(&config);
    let tenant = trusting.tenant("acme");
    trusting.credential(&tenant, "principal", &[]);
    let assertion = key.sign("ES256", &claims("principal"));
    trusting.present(&assertion).await.expect(200);
    drop(server);
    trusting.present(&assertion).await.expect(200);
    // Also when they have to be fetched again, and cannot be.
    trusting.served.reload(&config);
    trusting.present(&assertion).await.expect(200);
    trusting
        .served
        .wait_for_log("an issuer's keys cannot be read");

    // Without any, nobody can tell: the client is to come back.
    let trusting = Trusting::start(&config);
    let answer = trusting.present(&assertion).await.expect(503);
    assert_eq!(answer.json()["error"], "temporarily_unavailable");
    assert!(answer.header("retry-after").is_some());
}

#[tokio::test]
async fn a_rotated_key_is_found_at_its_server() {
    let (old, new) = (SigningKey::p256("old"), SigningKey::p256("new"));
    let server = KeyServer::start(&key_set(&[&old]));
    let config = by_url(&server);
    let trusting = Trusting::start(&config);
    let tenant = trusting.tenant("acme");
    trusting.credential(&tenant, "principal", &[]);
    let by_old = old.sign("ES256", &claims("principal"));
    let by_new = new.sign("ES256", &claims("principal"));
    trusting.present(&by_old).await.expect(200);
    server.publish(&key_set(&[&new]));
    // Once a minute at most, whoever sends what.
    for _ in 0..5 {
        trusting.present(&by_new).await.expect(401);
    }
    assert_eq!(server.asked(), 1);
    trusting.served.reload(&config);
    trusting.present(&by_new).await.expect(200);
    trusting.present(&by_old).await.expect(401);
    assert_eq!(server.asked(), 2);
}

#[tokio::test]
async fn keys_come_over_tls_from_a_server_that_this_machine_trusts() {
    let key = SigningKey::p256("one");
    let server = KeyServer::start_tls(&key_set(&[&key]));
    let folder = TempDir::new().unwrap();
    let authorities = folder.path().join("authorities.pem");
    fs::write(&authorities, server.certificate()).unwrap();
    let assertion = key.sign("ES256", &claims("principal"));

    let trusted = [("SSL_CERT_FILE", &*authorities)];
    let trusting = Trusting::start_in(&by_url(&server), &trusted);
    let tenant = trusting.tenant("acme");
    trusting.credential(&tenant, "principal", &[]);
    trusting.present(&assertion).await.expect(200);

    let stranger = KeyServer::start_tls(&json!({"keys": []}));
    fs::write(&authorities, stranger.certificate()).unwrap();
    let trusting = Trusting::start_in(&by_url(&server), &trusted);
    trusting.present(&assertion).await.expect(503);
    assert_eq!(server.asked(), 1);
    trusting.served.wait_for_log("certificate");
}
