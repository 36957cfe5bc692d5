//! Real keys, real signatures, a real server on loopback. The clock is the tests'.

use std::fs;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use settings::Issuer;
use testkit::{
    KeyServer,
    issuer::{SigningKey, key_set, part},
};

use super::*;

const ISSUER: &str = "https://issuer.example/acme/v2.0";

fn claims() -> Value {
    json!({"iss": ISSUER, "sub": "subject", "aud": "audience", "exp": 2_000_000_000})
}

fn start() -> Timestamp {
    "2026-01-01T00:00:00Z".parse().unwrap()
}

fn later(seconds: i64) -> Timestamp {
    start() + SignedDuration::from_secs(seconds)
}

fn url(server: &KeyServer) -> KeySource {
    KeySource::Url(server.url())
}

async fn verify(
    keys: &IssuerKeys,
    source: &KeySource,
    text: &str,
    now: Timestamp,
) -> Result<Claims, Rejection> {
    let assertion = Assertion::read(text)?;
    keys.verify(&assertion, source, now).await
}

/// The verdict on an assertion under a set of keys.
async fn verdict(set: &Value, text: &str) -> Result<(), Rejection> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("keys.json");
    fs::write(&path, set.to_string()).unwrap();
    let source = KeySource::File(path);
    let verified = verify(&IssuerKeys::default(), &source, text, start()).await;
    verified.map(|claims| assert_eq!(claims.subject, "subject"))
}

#[tokio::test]
async fn each_algorithm_is_verified_with_a_key_of_its_kind_and_with_no_other() {
    let (rsa, p256, p384) = (
        SigningKey::rsa("rsa"),
        SigningKey::p256("p256"),
        SigningKey::p384("p384"),
    );
    let set = key_set(&[&rsa, &p256, &p384]);
    for algorithm in crate::ALGORITHMS {
        let key = match algorithm {
            "ES256" => &p256,
            "ES384" => &p384,
            _ => &rsa,
        };
        let text = key.sign(algorithm, &claims());
        assert_eq!(verdict(&set, &text).await, Ok(()), "{algorithm}");
        let (head, _) = text.rsplit_once('.').unwrap();
        let altered = format!("{head}.{}", part(&json!("x".repeat(190))));
        assert_eq!(
            verdict(&set, &altered).await,
            Err(Rejection::Signature),
            "{algorithm}"
        );
    }
    // The name of one key under the signature of another.
    for (name, algorithm) in [("rsa", "ES256"), ("p384", "ES256"), ("p256", "RS256")] {
        let head = json!({"alg": algorithm, "kid": name});
        let signer = if algorithm == "ES256" { &p256 } else { &rsa };
        let text = signer.sign_under(&head, algorithm, &claims());
        let refused = verdict(&set, &text).await;
        assert_eq!(refused, Err(Rejection::UnknownKey), "{name} {algorithm}");
    }
}

#[tokio::test]
async fn a_signature_that_needs_no_private_key_is_none() {
    let key = SigningKey::rsa("rsa");
    let set = key_set(&[&key]);
    let body = part(&claims());
    for algorithm in ["none", "None", "HS256", "HS512", "EdDSA", "RS1", ""] {
        let head = part(&json!({"alg": algorithm, "kid": "rsa"}));
        for signature in ["", "AAAA"] {
            let refused = verdict(&set, &format!("{head}.{body}.{signature}")).await;
            assert_eq!(refused, Err(Rejection::Algorithm), "{algorithm}");
        }
    }
    // A set that holds a secret, or says that its RSA key is one.
    let secret = json!({"keys": [{"kty": "oct", "kid": "rsa", "k": "AAAA"}]});
    let text = key.sign("RS256", &claims());
    assert_eq!(verdict(&secret, &text).await, Err(Rejection::NoKeys));
    let mut renamed = key.public();
    renamed["alg"] = json!("HS256");
    let refused = verdict(&json!({"keys": [renamed]}), &text).await;
    assert_eq!(refused, Err(Rejection::NoKeys));
}

#[tokio::test]
async fn what_was_altered_or_signed_by_somebody_else_is_refused() {
    let (key, other) = (SigningKey::rsa("rsa"), SigningKey::rsa("rsa"));
    let set = key_set(&[&key]);
    let text = key.sign("RS256", &claims());
    let mut parts: Vec<String> = text.split('.').map(str::to_owned).collect();
    let mut altered = claims();
    altered["sub"] = json!("somebody else");
    parts[1] = part(&altered);
    assert_eq!(
        verdict(&set, &parts.join(".")).await,
        Err(Rejection::Signature)
    );
    let forged = other.sign("RS256", &claims());
    assert_eq!(verdict(&set, &forged).await, Err(Rejection::Signature));
    let other_kind = text.replacen(
        &part(&json!({"typ": "JWT", "alg": "RS256", "kid": "rsa"})),
        &part(&json!({"typ": "JWT", "alg": "PS256", "kid": "rsa"})),
        1,
    );
    assert_ne!(other_kind, text);
    assert_eq!(verdict(&set, &other_kind).await, Err(Rejection::Signature));
}

#[tokio::test]
async fn what_is_no_jwt_or_claims_too_little_is_refused() {
    let key = SigningKey::p256("p256");
    let set = key_set(&[&key]);
    let good = key.sign("ES256", &claims());
    let mut texts = vec![
        String::new(),
        "a.b.c".to_owned(),
        "..".to_owned(),
        good.replace('.', ""),
        format!("{good}.{good}"),
        format!(" {good}"),
        "a".repeat(20_000),
    ];
    for claim in ["iss", "sub", "aud", "exp"] {
        let mut less = claims();
        less.as_object_mut().unwrap().remove(claim);
        texts.push(key.sign("ES256", &less));
    }
    let mut many = claims();
    many["aud"] = json!(vec!["audience"; 17]);
    texts.push(key.sign("ES256", &many));
    for text in texts {
        let refused = verdict(&set, &text).await;
        assert_eq!(refused, Err(Rejection::Malformed), "{text}");
    }
    // RFC 7515 §4.1.11.
    let head = json!({"alg": "ES256", "kid": "p256", "crit": ["exp"], "exp": 7});
    let critical = key.sign_under(&head, "ES256", &claims());
    assert_eq!(verdict(&set, &critical).await, Err(Rejection::Malformed));
}

#[tokio::test]
async fn only_keys_that_are_for_it_prove_anything() {
    let key = SigningKey::rsa("rsa");
    let text = key.sign("RS256", &claims());
    let changed = |name: &str, value: Value| {
        let mut public = key.public();
        public[name] = value;
        json!({"keys": [SigningKey::p256("spare").public(), public]})
    };
    let tenant = "https://issuer.example/{tenantid}/v2.0";
    for (name, value, verified) in [
        ("use", json!("sig"), true),
        ("use", json!("enc"), false),
        ("key_ops", json!(["verify"]), true),
        ("key_ops", json!(["encrypt"]), false),
        ("alg", json!("RS256"), true),
        ("alg", json!("PS256"), false),
        ("kid", json!("another"), false),
        ("kty", json!("RSB"), false),
        ("n", json!(7), false),
        ("issuer", json!(ISSUER), true),
        ("issuer", json!("https://issuer.example/other/v2.0"), false),
        ("issuer", json!(tenant), true),
        (
            "issuer",
            json!("https://login.example/{tenantid}/v2.0"),
            false,
        ),
        ("issuer", json!("https://issuer.example/{tenantid}"), false),
        ("x5c", json!("nonsense"), true),
    ] {
        let verdict = verdict(&changed(name, value.clone()), &text).await;
        let expected = if verified {
            Ok(())
        } else {
            Err(Rejection::UnknownKey)
        };
        assert_eq!(verdict, expected, "{name} {value}");
    }
    // Without a name, whichever fits.
    let nameless = key.sign_under(&json!({"alg": "RS256"}), "RS256", &claims());
    let set = key_set(&[&SigningKey::rsa("other"), &key]);
    assert_eq!(verdict(&set, &nameless).await, Ok(()));
}

#[tokio::test]
async fn a_new_key_is_fetched_when_it_is_first_used_and_once_a_minute_at_most() {
    let (old, new) = (SigningKey::p256("old"), SigningKey::p256("new"));
    let server = KeyServer::start(&key_set(&[&old]));
    let (keys, source) = (IssuerKeys::default(), url(&server));
    let (by_old, by_new) = (old.sign("ES256", &claims()), new.sign("ES256", &claims()));

    assert!(verify(&keys, &source, &by_old, start()).await.is_ok());
    let refused = verify(&keys, &source, &by_new, later(59)).await;
    assert_eq!(refused, Err(Rejection::UnknownKey));
    assert_eq!(
        server.asked(),
        1,
        "a stranger makes nobody ask twice a minute"
    );

    server.publish(&key_set(&[&old, &new]));
    assert!(verify(&keys, &source, &by_new, later(60)).await.is_ok());
    assert!(verify(&keys, &source, &by_old, later(61)).await.is_ok());
    assert_eq!(server.asked(), 2);

    server.publish(&key_set(&[&new]));
    assert!(verify(&keys, &source, &by_old, later(3600)).await.is_ok());
    let withdrawn = verify(&keys, &source, &by_old, later(3700)).await;
    assert_eq!(withdrawn, Err(Rejection::UnknownKey));
    assert_eq!(server.asked(), 3);
}

#[tokio::test]
async fn keys_outlast_a_server_that_is_gone() {
    let (key, new) = (SigningKey::p256("key"), SigningKey::p256("new"));
    let server = KeyServer::start(&key_set(&[&key]));
    let (keys, source) = (IssuerKeys::default(), url(&server));
    let text = key.sign("ES256", &claims());
    assert!(verify(&keys, &source, &text, start()).await.is_ok());
    for (status, body) in [
        ("500 Oh No", ""),
        ("302 Found", ""),
        ("200 OK", "<html>"),
        ("200 OK", r#"{"keys": []}"#),
        ("200 OK", &"x".repeat(600 * 1024)),
    ] {
        server.answer_with(status, "", body);
        let asked = server.asked();
        let now = later(100_000 * i64::try_from(asked).unwrap());
        assert!(verify(&keys, &source, &text, now).await.is_ok(), "{status}");
        assert_eq!(server.asked(), asked + 1, "{status}");
    }
    drop(server);
    let weeks = later(1_000_000);
    assert!(verify(&keys, &source, &text, weeks).await.is_ok());
    // Whether this one is the issuer's cannot be told now, which is not the client's fault.
    let by_new = new.sign("ES256", &claims());
    let refused = verify(&keys, &source, &by_new, weeks).await;
    assert_eq!(refused, Err(Rejection::NoKeys));
}

#[tokio::test]
async fn without_any_keys_the_server_is_asked_again_soon() {
    let key = SigningKey::p256("key");
    let server = KeyServer::start(&key_set(&[&key]));
    server.answer_with("503 Busy", "", "");
    let (keys, source) = (IssuerKeys::default(), url(&server));
    let text = key.sign("ES256", &claims());
    for now in [start(), later(4)] {
        let refused = verify(&keys, &source, &text, now).await;
        assert_eq!(refused, Err(Rejection::NoKeys));
    }
    assert_eq!(server.asked(), 1);
    server.publish(&key_set(&[&key]));
    assert!(verify(&keys, &source, &text, later(5)).await.is_ok());
}

#[tokio::test]
async fn all_who_need_the_same_keys_wait_for_one_answer_and_nobody_else_waits() {
    let (key, new) = (SigningKey::p256("key"), SigningKey::p256("new"));
    let server = KeyServer::start(&key_set(&[&key, &new]));
    let other = KeyServer::start(&key_set(&[&key]));
    let (keys, source) = (Arc::new(IssuerKeys::default()), url(&server));
    let text = key.sign("ES256", &claims());
    let waiting = server
        .stalled(async {
            let mut waiting = Vec::new();
            for _ in 0..20 {
                let (keys, source, text) = (Arc::clone(&keys), source.clone(), text.clone());
                waiting.push(tokio::spawn(async move {
                    verify(&keys, &source, &text, start()).await.is_ok()
                }));
            }
            while server.asked() == 0 {
                tokio::task::yield_now().await;
            }
            // Who goes away takes nothing along.
            waiting.remove(0).abort();
            assert!(verify(&keys, &url(&other), &text, start()).await.is_ok());
            waiting
        })
        .await;
    for one in waiting {
        assert!(one.await.unwrap());
    }
    assert_eq!(server.asked(), 1);

    // A key that is known is at hand while others are fetched.
    let unknown = SigningKey::p256("unknown").sign("ES256", &claims());
    server
        .stalled(async {
            let stranger = {
                let (keys, source) = (Arc::clone(&keys), source.clone());
                tokio::spawn(async move { verify(&keys, &source, &unknown, later(60)).await })
            };
            while server.asked() == 1 {
                tokio::task::yield_now().await;
            }
            assert!(verify(&keys, &source, &text, later(60)).await.is_ok());
            assert!(!stranger.is_finished());
        })
        .await;
}

#[tokio::test]
async fn the_server_says_for_how_long_its_keys_are_good() {
    let key = SigningKey::p256("key");
    let server = KeyServer::start(&json!({}));
    let set = key_set(&[&key]).to_string();
    server.answer_with("200 OK", "cache-control: max-age=7200\r\n", &set);
    let (keys, source) = (IssuerKeys::default(), url(&server));
    let text = key.sign("ES256", &claims());
    for (now, asked) in [(0, 1), (7199, 1), (7200, 2), (-10, 3)] {
        assert!(verify(&keys, &source, &text, later(now)).await.is_ok());
        assert_eq!(server.asked(), asked, "{now}");
    }
}

#[tokio::test]
async fn a_reload_reads_again_what_is_still_trusted_and_forgets_the_rest() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("keys.json");
    let (old, new) = (SigningKey::p256("old"), SigningKey::p256("new"));
    fs::write(&path, key_set(&[&old]).to_string()).unwrap();
    let (keys, source) = (IssuerKeys::default(), KeySource::File(path.clone()));
    let (by_old, by_new) = (old.sign("ES256", &claims()), new.sign("ES256", &claims()));
    assert!(verify(&keys, &source, &by_old, start()).await.is_ok());

    fs::write(&path, key_set(&[&new]).to_string()).unwrap();
    assert!(verify(&keys, &source, &by_old, start()).await.is_ok());
    let issuer = Issuer {
        issuer: ISSUER.to_owned(),
        keys: source.clone(),
    };
    let mut settings = OAuth {
        issuers: vec![issuer],
        ..OAuth::default()
    };
    keys.reload(&settings);
    assert!(verify(&keys, &source, &by_new, start()).await.is_ok());
    let refused = verify(&keys, &source, &by_old, start()).await;
    assert_eq!(refused, Err(Rejection::UnknownKey));

    settings.issuers.clear();
    keys.reload(&settings);
    fs::remove_file(&path).unwrap();
    let refused = verify(&keys, &source, &by_new, start()).await;
    assert_eq!(refused, Err(Rejection::NoKeys), "nothing was kept");
}
