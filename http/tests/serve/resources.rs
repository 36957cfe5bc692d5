//! One resource at a time: create, read, replace, patch, delete.

use bytes::Bytes;
use http_body_util::Empty;
use rosterd_http::provider::Class;
use serde_json::{Value, json};

use crate::{
    client::{Server, request},
    directory::{TOKEN, Trouble},
};

const NONE: Value = Value::Null;

#[tokio::test]
async fn a_created_user_is_answered_with_its_place_and_version() {
    let server = Server::new();
    let body = json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
        "userName": "a@example.com",
        "password": "secret",
    });
    let reply = server
        .ask("POST", "/scim/v2/Users?aadOptscim062020", body)
        .await;
    assert_eq!(reply.status, 201);
    let location = "http://h.example/scim/v2/Users/id-1";
    assert_eq!(reply.header("location"), location);
    assert_eq!(reply.header("etag"), "W/\"1\"");
    assert_eq!(reply.header("content-type"), "application/scim+json");
    assert_eq!(reply.header("cache-control"), "no-store");
    let user = reply.json();
    assert_eq!(user["userName"], "a@example.com");
    assert_eq!(user["meta"]["location"], location);
    assert_eq!(user["password"], NONE);
}

#[tokio::test]
async fn a_second_one_of_the_same_name_is_409() {
    let server = Server::new();
    server.user("a").await;
    let body = json!({"userName": "a", "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"]});
    let reply = server.ask("POST", "/scim/v2/Users", body).await;
    assert_eq!(reply.status, 409);
    assert_eq!(reply.json()["scimType"], "uniqueness");
    assert_eq!(reply.json()["status"], "409");
    // The provider refused it, so the provider has recorded it.
    assert!(server.directory.refused.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_read_knows_projection_and_versions() {
    let server = Server::new();
    let id = server.user("a").await;
    let path = format!("/scim/v2/users/{id}/");
    let reply = server.ask("GET", &path, NONE).await;
    assert_eq!(
        (reply.status.as_u16(), reply.header("etag")),
        (200, "W/\"1\"")
    );
    let projected = server
        .ask("GET", &format!("{path}?attributes=meta.created"), NONE)
        .await;
    assert_eq!(projected.json().get("userName"), None);
    for (header, status) in [
        ("W/\"1\"", 304),
        ("\"1\"", 304),
        ("*", 304),
        ("W/\"2\"", 200),
    ] {
        let conditional = request("GET", &path)
            .header("authorization", TOKEN)
            .header("if-none-match", header)
            .body(Empty::<Bytes>::new())
            .unwrap();
        let reply = server.face.send(conditional).await;
        assert_eq!(reply.status, status, "{header}");
        assert_eq!(reply.body.is_empty(), status == 304, "{header}");
    }
}

#[tokio::test]
async fn a_head_is_a_read_without_its_body() {
    let server = Server::new();
    let id = server.user("a").await;
    let path = format!("/scim/v2/Users/{id}");
    let whole = server.ask("GET", &path, NONE).await;
    let head = server.ask("HEAD", &path, NONE).await;
    assert_eq!(head.status, 200);
    assert!(head.body.is_empty());
    assert_eq!(head.header("content-length"), whole.body.len().to_string());
}

#[tokio::test]
async fn a_patch_of_a_user_answers_the_user_and_of_a_group_nothing() {
    let server = Server::new();
    let (user, group) = (server.user("a").await, server.group("g").await);
    let rename = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
        "Operations": [{"op": "Replace", "path": "displayName", "value": "New"}],
    });
    for (path, status) in [
        (format!("/scim/v2/Users/{user}"), 200),
        (format!("/scim/v2/Groups/{group}"), 204),
        (
            format!("/scim/v2/Groups/{group}?attributes=displayName"),
            200,
        ),
        (
            format!("/scim/v2/Groups/{group}?excludedAttributes=members"),
            200,
        ),
        (format!("/scim/v2/Groups/{group}?attributes="), 204),
    ] {
        let reply = server.ask("PATCH", &path, rename.clone()).await;
        assert_eq!(reply.status, status, "{path}");
        if status == 200 {
            assert_eq!(reply.json()["displayName"], "New", "{path}");
        } else {
            assert!(reply.body.is_empty(), "{path}");
            assert_ne!(reply.header("etag"), "", "{path}");
        }
    }
}

#[tokio::test]
async fn if_match_guards_every_change() {
    let server = Server::new();
    let id = server.user("a").await;
    let path = format!("/scim/v2/Users/{id}");
    let put = json!({"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "b"});
    let retitle = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
        "Operations": [{"op": "replace", "value": {"title": "x"}}],
    });
    for (method, body, tag, status) in [
        ("PUT", &put, "W/\"9\"", 412),
        ("PUT", &put, "no tag", 400),
        ("PUT", &put, "W/\"1\"", 200),
        ("PATCH", &retitle, "W/\"1\"", 412),
        ("PATCH", &retitle, "W/\"2\"", 200),
        ("DELETE", &NONE, "W/\"2\"", 412),
        ("DELETE", &NONE, "*", 204),
    ] {
        let request = request(method, &path)
            .header("authorization", TOKEN)
            .header("if-match", tag)
            .body(http_body_util::Full::new(Bytes::from(body.to_string())))
            .unwrap();
        assert_eq!(
            server.face.send(request).await.status,
            status,
            "{method} {tag}"
        );
    }
    assert_eq!(server.ask("GET", &path, NONE).await.status, 404);
}

#[tokio::test]
async fn what_takes_access_away_is_admitted_as_a_loss() {
    let server = Server::new();
    let id = server.user("a").await;
    let path = format!("/scim/v2/Users/{id}");
    server.directory.admitted.lock().unwrap().clear();
    let user = |active: bool| {
        json!({
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
            "userName": "a",
            "active": active,
        })
    };
    let set_active = |active: Value| {
        json!({
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
            "Operations": [{"op": "Replace", "path": "active", "value": active}],
        })
    };
    server.ask("GET", &path, NONE).await;
    server.ask("PUT", &path, user(true)).await;
    server.ask("PUT", &path, user(false)).await;
    server.ask("PATCH", &path, set_active(json!("True"))).await;
    server.ask("PATCH", &path, set_active(json!("False"))).await;
    server.ask("DELETE", &path, NONE).await;
    assert_eq!(
        *server.directory.admitted.lock().unwrap(),
        [
            Class::Read,
            Class::Write,
            Class::Loss,
            Class::Write,
            Class::Loss,
            Class::Loss
        ]
    );
}

#[tokio::test]
async fn a_streamed_body_arrives_whole_or_breaks_the_connection() {
    let server = Server::new();
    let id = server.group("g").await;
    let path = format!("/scim/v2/Groups/{id}");
    *server.directory.next.lock().unwrap() = Some(Trouble::Streams(Ok(())));
    let reply = server.ask("GET", &path, NONE).await;
    assert_eq!(reply.header("transfer-encoding"), "chunked");
    assert_eq!(reply.json()["displayName"], "g");

    let broken = Trouble::Streams(Err(rosterd_http::provider::Failure::Broken));
    *server.directory.next.lock().unwrap() = Some(broken);
    let request = request("GET", &path)
        .header("authorization", TOKEN)
        .body(Empty::<Bytes>::new())
        .unwrap();
    let error = server.face.try_send(request).await.unwrap_err();
    assert!(
        error.is_incomplete_message() || error.is_body_write_aborted(),
        "{error:?}"
    );
}
