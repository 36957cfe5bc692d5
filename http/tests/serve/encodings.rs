//! How bodies are packed and called, in either direction.

use std::io::Write as _;

use bytes::Bytes;
use flate2::{Compression, write::GzEncoder};
use http_body_util::Full;
use settings::Limits;

use crate::{
    client::{Reply, Server, request},
    directory::TOKEN,
};

const USER: &[u8] = br#"{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"a"}"#;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

async fn post(server: &Server, coding: &str, body: Vec<u8>) -> Reply {
    let request = request("POST", "/scim/v2/Users")
        .header("authorization", TOKEN)
        .header("content-encoding", coding)
        .body(Full::new(Bytes::from(body)))
        .unwrap();
    server.face.send(request).await
}

#[tokio::test]
async fn a_packed_body_is_read_like_any_other() {
    for coding in ["gzip", "x-gzip", "GZIP"] {
        let server = Server::new();
        let reply = post(&server, coding, gzip(USER)).await;
        assert_eq!(reply.status, 201, "{coding}");
        assert_eq!(reply.json()["userName"], "a");
    }
}

#[tokio::test]
async fn a_packed_body_is_measured_unpacked() {
    let server = Server::with(Limits {
        body_bytes: 1000,
        ..Limits::default()
    });
    let mut long = USER.to_vec();
    long.resize(1000, b' ');
    assert_eq!(post(&server, "gzip", gzip(&long)).await.status, 201);
    long.push(b' ');
    let reply = post(&server, "gzip", gzip(&long)).await;
    assert_eq!(reply.status, 413);
    assert!(reply.detail().contains("1000 bytes"), "{}", reply.detail());
}

#[tokio::test]
async fn a_broken_packing_is_400_and_recorded() {
    let server = Server::new();
    let whole = gzip(USER);
    for body in [&whole[..20], USER, b""] {
        let reply = post(&server, "gzip", body.to_vec()).await;
        assert_eq!(reply.status, 400);
        assert!(reply.detail().contains("gzip"), "{}", reply.detail());
    }
    assert_eq!(server.directory.refused.lock().unwrap().len(), 3);
}

#[tokio::test]
async fn an_unknown_coding_is_415_with_those_that_are_read() {
    let server = Server::new();
    for coding in ["br", "deflate", "gzip, gzip"] {
        let reply = post(&server, coding, gzip(USER)).await;
        assert_eq!(reply.status, 415, "{coding}");
        assert_eq!(reply.header("accept-encoding"), "gzip, identity");
    }
    let other = request("POST", "/scim/v2/Users")
        .header("authorization", TOKEN)
        .header("content-type", "text/plain")
        .body(Full::new(Bytes::from_static(USER)))
        .unwrap();
    let reply = server.face.send(other).await;
    assert_eq!(reply.status, 415);
    assert_eq!(
        reply.header("accept-encoding"),
        "",
        "this one is not about codings"
    );
}

#[tokio::test]
async fn an_answer_is_called_as_the_client_likes_it() {
    let server = Server::new();
    for (accept, expected) in [
        (
            "application/scim+json; charset=utf-8",
            "application/scim+json",
        ),
        ("*/*", "application/scim+json"),
        ("application/xml", "application/scim+json"),
        ("application/json", "application/json"),
    ] {
        for path in [
            "/scim/v2/Users",
            "/scim/v2/Users/none",
            "/scim/v2/Schemas",
            "/",
        ] {
            let request = request("GET", path)
                .header("authorization", TOKEN)
                .header("accept", accept)
                .body(Full::new(Bytes::new()))
                .unwrap();
            let reply = server.face.send(request).await;
            assert_eq!(reply.header("content-type"), expected, "{accept} {path}");
        }
    }
}
