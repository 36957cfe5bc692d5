//! The token endpoint and its metadata.

use bytes::Bytes;
use http::StatusCode;
use http_body_util::Full;
use serde_json::{Value, json};

use crate::client::{Reply, public_face, request};

const GOOD: &str = "grant_type=client_credentials&client_id=client&client_secret=secret";
const EXCHANGE: &str = "grant_type=urn:ietf:params:oauth:grant-type:token-exchange&subject_token_type=urn:ietf:params:oauth:token-type:jwt";
/// `client:secret`.
const BASIC: &str = "Basic Y2xpZW50OnNlY3JldA==";

async fn send(builder: http::request::Builder, body: &str) -> Reply {
    let body = Full::new(Bytes::copy_from_slice(body.as_bytes()));
    public_face().send(builder.body(body).unwrap()).await
}

fn form() -> http::request::Builder {
    let form = "application/x-www-form-urlencoded";
    request("POST", "/oauth2/token").header("content-type", form)
}

#[tokio::test]
async fn a_client_gets_an_access_token_that_no_cache_keeps() {
    let reply = send(form(), GOOD).await;
    assert_eq!(reply.status, StatusCode::OK);
    assert_eq!(reply.header("content-type"), "application/json");
    assert_eq!(reply.header("cache-control"), "no-store");
    assert_eq!(reply.header("pragma"), "no-cache");
    let answer = json!({
        "access_token": "rat_abc",
        "token_type": "Bearer",
        "expires_in": 3600,
        "scope": "scim",
    });
    assert_eq!(reply.json(), answer);

    let basic = form().header("authorization", BASIC);
    let reply = send(basic, "grant_type=client_credentials").await;
    assert_eq!(reply.json(), answer);

    let reply = send(form(), &format!("{EXCHANGE}&subject_token=a.b.c")).await;
    assert_eq!(
        reply.json()["issued_token_type"],
        "urn:ietf:params:oauth:token-type:access_token"
    );
}

#[tokio::test]
async fn each_error_has_its_status_and_its_code() {
    let too_long = format!("{GOOD}&resource={}", "a".repeat(16 * 1024));
    for (body, status, code) in [
        ("", 400, "invalid_request"),
        ("grant_type=password", 400, "unsupported_grant_type"),
        (&format!("{GOOD}&scope=all"), 400, "invalid_scope"),
        (&format!("{GOOD}&client_id=client"), 400, "invalid_request"),
        (&GOOD.replace("=secret", "=other"), 401, "invalid_client"),
        (
            &format!("{EXCHANGE}&subject_token=a"),
            400,
            "invalid_request",
        ),
        (&too_long, 413, "invalid_request"),
        (&GOOD.replace("=client&", "=panic&"), 500, "server_error"),
        (
            &GOOD.replace("=client&", "=busy&"),
            503,
            "temporarily_unavailable",
        ),
        (
            &GOOD.replace("=client&", "=often&"),
            429,
            "temporarily_unavailable",
        ),
    ] {
        let reply = send(form(), body).await;
        assert_eq!(
            (reply.status.as_u16(), &reply.json()["error"]),
            (status, &Value::from(code)),
            "{body}"
        );
        let description = reply.json()["error_description"].to_string();
        assert!(!description.contains("\\\""), "{description}");
        let waits = matches!(status, 429 | 503);
        assert_eq!(reply.header("retry-after").is_empty(), !waits, "{body}");
        assert_eq!(reply.header("www-authenticate"), "", "{body}");
    }
}

#[tokio::test]
async fn who_tried_basic_is_challenged_for_it() {
    for header in ["Basic Y2xpZW50Ondyb25n", "Bearer rst_abc"] {
        let builder = form().header("authorization", header);
        let reply = send(builder, "grant_type=client_credentials").await;
        assert_eq!(reply.status, 401, "{header}");
        assert_eq!(reply.json()["error"], "invalid_client");
        assert!(reply.header("www-authenticate").starts_with("Basic "));
    }
}

#[tokio::test]
async fn only_a_posted_form_is_read() {
    let reply = send(request("POST", "/oauth2/token"), GOOD).await;
    assert_eq!(reply.status, 415);
    let query = request("GET", &format!("/oauth2/token?{GOOD}"));
    let reply = send(query, "").await;
    assert_eq!(
        (reply.status.as_u16(), reply.header("allow")),
        (405, "POST")
    );
    let query = format!("/oauth2/token?{GOOD}");
    let in_query = request("POST", &query).header(
        "content-type",
        "application/x-www-form-urlencoded; charset=utf-8",
    );
    let reply = send(in_query, "").await;
    assert_eq!(reply.json()["error"], "invalid_request");
}

#[tokio::test]
async fn the_metadata_is_read_without_a_token() {
    let path = "/.well-known/oauth-authorization-server";
    let reply = send(request("GET", path), "").await;
    assert_eq!(reply.status, 200);
    let metadata = reply.json();
    assert_eq!(metadata["issuer"], "http://h.example");
    assert_eq!(metadata["token_endpoint"], "http://h.example/oauth2/token");
    assert_eq!(metadata["response_types_supported"], json!([]));
    assert_eq!(metadata["scopes_supported"], json!(["scim"]));
    let algorithms = &metadata["token_endpoint_auth_signing_alg_values_supported"];
    assert_eq!(algorithms, &json!(["RS256", "ES256"]));
    let posted = send(request("POST", path), "").await;
    assert_eq!(posted.status, 405);
}

#[tokio::test]
async fn scim_stands_beside_it() {
    let users = request("GET", "/scim/v2/Users").header("authorization", crate::directory::TOKEN);
    assert_eq!(send(users, "").await.status, 200);
    let nowhere = send(request("GET", "/oauth2"), "").await;
    assert!(
        nowhere.detail().contains("/scim/v2"),
        "{}",
        nowhere.detail()
    );
}
