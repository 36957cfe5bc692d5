//! Assertions of trusted issuers: what they open, and what is refused.

mod keys;

use std::{
    path::Path,
    time::{Duration, SystemTime},
};

use http::Method;
use serde_json::{Value, json};
use testkit::{
    Answer, Client, KeyServer,
    issuer::{SigningKey, key_set, part},
};

use crate::{served::Served, user};

const ISSUER: &str = "https://login.example/contoso/v2.0";
const ASSERTION: &str = "grant_type=client_credentials&client_assertion_type=\
                         urn:ietf:params:oauth:client-assertion-type:jwt-bearer&client_assertion=";
const EXCHANGE: &str = "grant_type=urn:ietf:params:oauth:grant-type:token-exchange&\
                        subject_token_type=urn:ietf:params:oauth:token-type:jwt&\
                        audience=https://scim.example&subject_token=";

/// A daemon that trusts one issuer, and a client of it.
struct Trusting {
    served: Served,
    client: Client,
}

impl Trusting {
    fn start(config: &str) -> Self {
        Self::start_in(config, &[])
    }

    fn start_in(config: &str, environment: &[(&str, &Path)]) -> Self {
        let served = Served::start_in(config, environment);
        let client = served.client();
        Self { served, client }
    }

    fn cli(&self, arguments: &[&str]) -> Vec<Value> {
        let lines = self.served.cli(arguments);
        let lines = lines
            .lines()
            .map(|line| serde_json::from_str(line).unwrap());
        lines.collect()
    }

    fn tenant(&self, name: &str) -> String {
        let created = &self.cli(&["tenant", "create", name, "--sso", "saml"])[0];
        created["id"].as_str().unwrap().to_owned()
    }

    /// The id of a new credential for the assertions that `claims` makes with this subject.
    fn credential(&self, tenant: &str, subject: &str, more: &[&str]) -> String {
        let create = ["token", "create", tenant, "Entra ID", "--kind", "federated"];
        let claims = [
            "--issuer",
            ISSUER,
            "--subject",
            subject,
            "--audience",
            "app id",
        ];
        let created = &self.cli(&[&create[..], &claims, more].concat())[0];
        assert_eq!(created["token"], Value::Null, "there is no secret");
        created["id"].as_str().unwrap().to_owned()
    }

    async fn ask(&self, form: &str) -> Answer {
        let headers = [("content-type", "application/x-www-form-urlencoded")];
        let form = Some(form.to_owned());
        self.client
            .send(Method::POST, "/oauth2/token", &headers, form)
            .await
    }

    async fn present(&self, assertion: &str) -> Answer {
        self.ask(&format!("{ASSERTION}{assertion}")).await
    }

    async fn scim(&self, minted: &Answer, name: &str) -> Answer {
        let token = minted.json()["access_token"].as_str().unwrap().to_owned();
        let authorization = format!("Bearer {token}");
        self.client
            .with_authorization(Some(&authorization))
            .post("/scim/v2/Users", &user(name))
            .await
    }

    async fn metadata(&self) -> Value {
        let path = "/.well-known/oauth-authorization-server";
        self.client.get(path).await.expect(200).json()
    }
}

fn by_url(server: &KeyServer) -> String {
    config("jwks_url", &server.url())
}

fn config(key: &str, place: &str) -> String {
    format!(
        "[rates]\nenabled = false\n[[oauth.issuers]]\nissuer = \"https://login.example/*/v2.0\"\n\
         {key} = {place:?}\n"
    )
}

/// What Entra ID would say now. It sends one assertion until it expires, and none has an id.
fn claims(subject: &str) -> Value {
    let now = now();
    json!({
        "iss": ISSUER,
        "sub": subject,
        "aud": "app id",
        "tid": "contoso",
        "azp": "first party",
        "exp": now + 3600,
        "nbf": now - 1,
        "iat": now - 1,
        "uti": "once",
    })
}

#[expect(
    clippy::disallowed_methods,
    reason = "the daemon under test has this clock"
)]
fn now() -> u64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    since.unwrap().as_secs()
}

async fn eventually(condition: impl Fn() -> bool) {
    for _ in 0..200 {
        if condition() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("it never happened");
}

#[tokio::test]
async fn both_grants_open_the_tenant_of_the_credential_until_it_is_revoked() {
    let key = SigningKey::rsa("one");
    let server = KeyServer::start(&key_set(&[&key]));
    let trusting = Trusting::start(&by_url(&server));
    let tenant = trusting.tenant("acme");
    let credential = trusting.credential(&tenant, "principal", &["--directory", "contoso"]);
    let assertion = key.sign("RS256", &claims("principal"));

    let form = format!("{ASSERTION}{assertion}&client_id={tenant}");
    let by_assertion = trusting.ask(&form).await.expect(200);
    assert_eq!(by_assertion.header("cache-control"), Some("no-store"));
    assert_eq!(by_assertion.json()["token_type"], "Bearer");
    assert_eq!(by_assertion.json()["expires_in"], 3600);
    let exchange = format!("{EXCHANGE}{assertion}");
    let by_exchange = trusting.ask(&exchange).await.expect(200);
    assert_eq!(
        by_exchange.json()["issued_token_type"],
        "urn:ietf:params:oauth:token-type:access_token"
    );
    trusting.scim(&by_assertion, "ada").await.expect(201);
    trusting.scim(&by_exchange, "ben").await.expect(201);
    assert_eq!(server.asked(), 1, "the keys were kept");

    trusting.cli(&["token", "revoke", &tenant, &credential]);
    let token = &trusting.cli(&["token", "list", &tenant])[0];
    assert_eq!(token["kind"], "federated");
    for minted in [&by_assertion, &by_exchange] {
        let refused = trusting.scim(minted, "cleo").await.expect(401);
        let detail = refused.json()["detail"].to_string();
        assert!(detail.contains("'Entra ID' was revoked"), "{detail}");
    }
    let refused = trusting.ask(&form).await.expect(401);
    assert_eq!(refused.json()["error"], "invalid_client");
    let words = refused.json()["error_description"].to_string();
    assert!(words.contains("'Entra ID' was revoked"), "{words}");
    // RFC 8693 §2.2.2.
    let refused = trusting.ask(&exchange).await.expect(400);
    assert_eq!(refused.json()["error"], "invalid_request");
}

#[tokio::test]
async fn the_metadata_announces_what_works_and_nothing_else() {
    let (rsa, p256, p384) = (
        SigningKey::rsa("rsa"),
        SigningKey::p256("p256"),
        SigningKey::p384("p384"),
    );
    let server = KeyServer::start(&key_set(&[&rsa, &p256, &p384]));
    let trusting = Trusting::start(&by_url(&server));
    let tenant = trusting.tenant("acme");
    trusting.credential(&tenant, "principal", &[]);
    let metadata = trusting.metadata().await;
    let methods = metadata["token_endpoint_auth_methods_supported"].to_string();
    assert!(methods.contains("private_key_jwt"), "{methods}");
    let algorithms = &metadata["token_endpoint_auth_signing_alg_values_supported"];
    for algorithm in algorithms.as_array().unwrap() {
        let algorithm = algorithm.as_str().unwrap();
        let key = match algorithm {
            "ES256" => &p256,
            "ES384" => &p384,
            _ => &rsa,
        };
        let assertion = key.sign(algorithm, &claims("principal"));
        let answer = trusting.present(&assertion).await;
        assert_eq!(answer.status, 200, "{algorithm}: {}", answer.json());
    }
    let grants = metadata["grant_types_supported"].as_array().unwrap();
    assert_eq!(grants.len(), 2, "{grants:?}");

    trusting.served.reload("[rates]\nenabled = false\n");
    let metadata = trusting.metadata().await;
    assert_eq!(
        metadata["grant_types_supported"],
        json!(["client_credentials"])
    );
    assert!(!metadata.to_string().contains("jwt"), "{metadata}");
    let assertion = rsa.sign("RS256", &claims("principal"));
    let refused = trusting.present(&assertion).await.expect(401).json();
    let words = refused["error_description"].to_string();
    assert!(words.contains("is not trusted here"), "{words}");
}

#[tokio::test]
async fn each_wrong_assertion_is_refused_and_the_tenant_reads_why() {
    let (key, forger) = (SigningKey::rsa("one"), SigningKey::rsa("one"));
    let server = KeyServer::start(&key_set(&[&key]));
    let trusting = Trusting::start(&by_url(&server));
    let tenant = trusting.tenant("acme");
    let bounds = [
        "--directory",
        "contoso",
        "--authorized-party",
        "first party",
    ];
    trusting.credential(&tenant, "principal", &bounds);
    let with = |claim: &str, value: Value| {
        let mut changed = claims("principal");
        changed[claim] = value;
        key.sign("RS256", &changed)
    };
    let none = format!(
        "{}.{}.",
        part(&json!({"alg": "none"})),
        part(&claims("principal"))
    );
    let unknown_key = SigningKey::rsa("two").sign("RS256", &claims("principal"));
    let cases = [
        (
            "audience",
            with("aud", json!("other app")),
            "other app",
            true,
        ),
        ("subject", with("sub", json!("stranger")), "stranger", true),
        (
            "directory",
            with("tid", json!("fabrikam")),
            "fabrikam",
            true,
        ),
        (
            "app",
            with("azp", json!("third party")),
            "third party",
            true,
        ),
        (
            "issuer",
            with("iss", json!("https://evil.example/v2.0")),
            "not trusted",
            false,
        ),
        ("expired", with("exp", json!(now() - 100)), "expired", true),
        (
            "early",
            with("nbf", json!(now() + 100)),
            "not valid before",
            true,
        ),
        (
            "forged",
            forger.sign("RS256", &claims("principal")),
            "signature",
            true,
        ),
        ("unknown key", unknown_key, "does not publish", true),
        ("unsigned", none, "must be one of RS256", false),
        ("no JWT", "abc".to_owned(), "not a JWT", false),
    ];
    for (name, assertion, said, _) in &cases {
        let form = format!("{ASSERTION}{assertion}&client_id={tenant}");
        let refused = trusting.ask(&form).await.expect(401);
        assert_eq!(refused.json()["error"], "invalid_client", "{name}");
        assert_eq!(refused.header("cache-control"), Some("no-store"));
        let words = refused.json()["error_description"].to_string();
        assert!(words.contains(said), "{name}: {words}");
    }
    for (form, error) in [
        (
            "grant_type=client_credentials&client_assertion=a.b.c",
            "invalid_request",
        ),
        (
            &format!("{ASSERTION}a.b.c&client_secret=abc&client_id=abc"),
            "invalid_request",
        ),
        (EXCHANGE, "invalid_request"),
    ] {
        let refused = trusting.ask(form).await.expect(400);
        assert_eq!(refused.json()["error"], error, "{form}");
    }

    let told = cases.iter().filter(|(.., told)| *told);
    eventually(|| {
        let activity = trusting.served.cli(&["activity", &tenant]);
        told.clone().all(|(_, _, said, _)| activity.contains(said))
    })
    .await;
    let activity = trusting.served.cli(&["activity", &tenant]);
    for (name, assertion, ..) in told {
        let (_, signature) = assertion.rsplit_once('.').unwrap();
        assert!(!activity.contains(signature), "{name}");
        assert!(!trusting.served.log().contains(signature), "{name}");
    }
    assert!(!activity.contains("not trusted"), "{activity}");
}

#[tokio::test]
async fn two_tenants_of_one_issuer_stay_apart() {
    let key = SigningKey::p256("one");
    let server = KeyServer::start(&key_set(&[&key]));
    let trusting = Trusting::start(&by_url(&server));
    let (acme, other) = (trusting.tenant("acme"), trusting.tenant("other"));
    trusting.credential(&acme, "principal of acme", &[]);
    let of_other = trusting.credential(&other, "principal of other", &[]);
    let acmes = key.sign("ES256", &claims("principal of acme"));
    let others = key.sign("ES256", &claims("principal of other"));
    let acmes = trusting.present(&acmes).await.expect(200);
    let minted = trusting.present(&others).await.expect(200);
    // The same user name twice: they do not meet.
    trusting.scim(&acmes, "ada").await.expect(201);
    trusting.scim(&minted, "ada").await.expect(201);
    trusting.scim(&minted, "ada").await.expect(409);
    let crossed = format!(
        "{ASSERTION}{}&client_id={acme}",
        key.sign("ES256", &claims("principal of other"))
    );
    trusting.ask(&crossed).await.expect(401);

    trusting.cli(&["token", "revoke", &other, &of_other]);
    trusting.scim(&minted, "ben").await.expect(401);
    trusting.present(&others).await.expect(401);
    trusting.scim(&acmes, "ben").await.expect(201);

    for n in 0..4 {
        trusting.credential(&acme, &format!("principal {n}"), &[]);
    }
    let sixth = trusting.served.cli(&["token", "create", &acme, "sixth"]);
    assert_eq!(sixth, "", "five are active");
}
