//! Who may ask, where and how.

use bytes::Bytes;
use http_body_util::Empty;
use serde_json::Value;

use crate::client::{Reply, Server, request};

const CHALLENGE: &str = "Bearer realm=\"rosterd\"";
const INVALID: &str = "Bearer realm=\"rosterd\", error=\"invalid_token\"";

async fn ask(server: &Server, method: &str, path: &str, tokens: &[&str]) -> Reply {
    let mut request = request(method, path);
    for token in tokens {
        request = request.header("authorization", *token);
    }
    server
        .face
        .send(request.body(Empty::<Bytes>::new()).unwrap())
        .await
}

#[tokio::test]
async fn nothing_but_discovery_answers_without_a_token() {
    let server = Server::new();
    for path in [
        "/scim/v2/Users",
        "/scim/v2/Users/id-1",
        "/scim/v2/Users/.search",
        "/scim/v2/Groups",
        "/scim/v2/Groups/id-1",
        "/scim/v2/Groups/.search",
        "/scim/v2/Me",
        "/scim/v2/Bulk",
        "/scim/v2/.search",
        "/scim/v2",
        "/scim/v1/Users",
    ] {
        for method in [
            "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "FROB",
        ] {
            let reply = ask(&server, method, path, &[]).await;
            assert_eq!(reply.status, 401, "{method} {path}");
            assert_eq!(
                reply.header("www-authenticate"),
                CHALLENGE,
                "{method} {path}"
            );
            let reply = ask(&server, method, path, &["Bearer bad"]).await;
            assert_eq!(reply.status, 401, "{method} {path}");
            assert_eq!(reply.header("www-authenticate"), INVALID, "{method} {path}");
            if method != "HEAD" {
                assert_eq!(reply.json()["status"], "401");
                assert_eq!(reply.detail(), "no such token");
            }
        }
    }
}

#[tokio::test]
async fn discovery_is_open_but_not_to_bad_tokens() {
    let server = Server::new();
    let user = "urn%3Aietf%3Aparams%3Ascim%3Aschemas%3Acore%3A2.0%3AUser";
    for (path, status) in [
        ("/scim/v2/ServiceProviderConfig", 200),
        ("/scim/v2/Schemas", 200),
        (&format!("/scim/v2/Schemas/{user}"), 200),
        ("/scim/v2/Schemas/urn:example", 404),
        ("/scim/v2/ResourceTypes", 200),
        ("/scim/v2/ResourceTypes/Group", 200),
        ("/scim/v2/ResourceTypes/Robot", 404),
        ("/scim/v2/Schemas?startIndex=2&count=1&sortBy=x", 200),
        ("/scim/v2/Schemas?filter=id+pr", 403),
    ] {
        for tokens in [&[][..], &["Bearer good"]] {
            let reply = ask(&server, "GET", path, tokens).await;
            assert_eq!(reply.status, status, "{path}");
            assert_eq!(
                reply.header("content-type"),
                "application/scim+json",
                "{path}"
            );
        }
        let reply = ask(&server, "GET", path, &["Bearer bad"]).await;
        assert_eq!(reply.status, 401, "{path}");
        let reply = ask(&server, "POST", path, &[]).await;
        assert_eq!(reply.status, 401, "{path}");
    }
    let config = ask(&server, "GET", "/scim/v2/ServiceProviderConfig", &[])
        .await
        .json();
    assert_eq!(config["filter"]["maxResults"], 1000);
    assert_eq!(
        config["meta"]["location"],
        "http://h.example/scim/v2/ServiceProviderConfig"
    );
}

#[tokio::test]
async fn a_wrong_path_is_told_the_base_url_whatever_the_token() {
    let server = Server::new();
    for tokens in [&[][..], &["Bearer bad"], &["Bearer good"]] {
        for path in [
            "/",
            "/Users",
            "/scim/Users",
            "/scim/v2/Robots",
            "/scim/v2/Users/1/2",
        ] {
            let reply = ask(&server, "GET", path, tokens).await;
            assert_eq!(reply.status, 404, "{path}");
            assert!(
                reply.detail().contains(" http://h.example/scim/v2:"),
                "{}",
                reply.detail()
            );
        }
    }
    // Only the calls with a good token belong to a tenant.
    assert_eq!(server.directory.refused.lock().unwrap().len(), 5);
    let flood = ask(&server, "GET", "/", &["Bearer flood"]).await;
    assert_eq!(
        (flood.status.as_u16(), flood.header("retry-after")),
        (429, "9")
    );
}

#[tokio::test]
async fn another_version_is_refused_by_its_own_word() {
    let server = Server::new();
    let reply = server.ask("GET", "/scim/v1/Users", Value::Null).await;
    assert_eq!(
        (reply.status.as_u16(), &reply.json()["scimType"]),
        (400, &"invalidVers".into())
    );
}

#[tokio::test]
async fn a_wrong_method_is_told_the_right_ones() {
    let server = Server::new();
    for (method, path, allow) in [
        ("PUT", "/scim/v2/Users", "GET, HEAD, POST"),
        ("DELETE", "/scim/v2/Groups", "GET, HEAD, POST"),
        ("POST", "/scim/v2/Users/1", "GET, HEAD, PUT, PATCH, DELETE"),
        ("GET", "/scim/v2/Users/.search", "POST"),
        ("POST", "/scim/v2/ServiceProviderConfig", "GET, HEAD"),
        ("DELETE", "/scim/v2/Schemas/x", "GET, HEAD"),
        ("OPTIONS", "/scim/v2/Users", "GET, HEAD, POST"),
        ("FROB", "/scim/v2/Users", "GET, HEAD, POST"),
    ] {
        let reply = server.ask(method, path, Value::Null).await;
        assert_eq!(reply.status, 405, "{method} {path}");
        assert_eq!(reply.header("allow"), allow, "{method} {path}");
        let recorded = server.directory.refused.lock().unwrap().pop().unwrap();
        assert_eq!(recorded.error.status, 405);
    }
}

#[tokio::test]
async fn a_token_is_nobody_whatever_is_done_to_me() {
    let server = Server::new();
    for path in ["/scim/v2/Me", "/scim/v2/Me/", "/scim/v2/Me/groups"] {
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "FROB"] {
            let reply = server.ask(method, path, Value::Null).await;
            assert_eq!(reply.status, 501, "{method} {path}");
            assert_eq!(reply.json()["status"], "501", "{method} {path}");
            assert!(
                reply.detail().contains("for no person"),
                "{}",
                reply.detail()
            );
        }
        assert_eq!(server.ask("HEAD", path, Value::Null).await.status, 501);
    }
}

#[tokio::test]
async fn odd_heads_are_refused() {
    let server = Server::new();
    let twice = ask(
        &server,
        "GET",
        "/scim/v2/Users",
        &["Bearer good", "Bearer bad"],
    )
    .await;
    assert_eq!(twice.status, 400);
    let request = hyper::Request::builder()
        .uri("/scim/v2/Users")
        .header("host", "user@evil")
        .body(Empty::<Bytes>::new())
        .unwrap();
    assert_eq!(server.face.send(request).await.status, 400);
}

#[tokio::test]
async fn the_provider_hears_who_asks() {
    let server = Server::new();
    let long = "ä".repeat(300);
    let request = request("GET", "/scim/v2/Users/1?x=secret")
        .header("authorization", "Bearer good")
        .header(
            "user-agent",
            http::HeaderValue::from_bytes(long.as_bytes()).unwrap(),
        )
        .header("x-request-id", "client.1")
        .body(Empty::<Bytes>::new())
        .unwrap();
    let reply = server.face.send(request).await;
    assert_eq!(reply.header("x-request-id"), "client.1");
    let facts = server.directory.facts.lock().unwrap().pop().unwrap();
    assert_eq!(facts.request_id, "client.1");
    assert_eq!(facts.operation, "GET /Users/{id}");
    assert_eq!(facts.address, Some([192, 0, 2, 1].into()));
    assert_eq!(facts.client, Some("ä".repeat(256)));
    let made = server.ask("GET", "/scim/v2/Users", Value::Null).await;
    assert_eq!(made.header("x-request-id"), "7-1");
}
