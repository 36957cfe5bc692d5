//! What bodies are taken.

use std::time::Duration;

use bytes::Bytes;
use futures_util::stream;
use http_body::Frame;
use http_body_util::{Full, StreamBody};
use scim::ResourceKind;
use serde_json::json;
use settings::Limits;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::{
    client::{Server, request},
    directory::TOKEN,
};

const USER: &str = r#"{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"a"}"#;

fn small() -> Server {
    Server::with(Limits {
        body_bytes: 200,
        body: Duration::from_secs(5),
        ..Limits::default()
    })
}

#[tokio::test]
async fn json_is_taken_under_both_names_and_nothing_else() {
    for (headers, status) in [
        (
            vec![("content-type", "application/scim+json; charset=utf-8")],
            201,
        ),
        (vec![("content-type", "application/json")], 201),
        (vec![], 201),
        (
            vec![
                ("accept", "text/html, */*;q=0.1"),
                ("expect", "100-continue"),
            ],
            201,
        ),
        (vec![("content-encoding", "identity")], 201),
        (vec![("content-type", "text/plain")], 415),
        (
            vec![("content-type", "application/x-www-form-urlencoded")],
            415,
        ),
        (
            vec![("content-type", "application/json; charset=utf-16")],
            415,
        ),
    ] {
        let server = Server::new();
        let mut request = request("POST", "/scim/v2/Users").header("authorization", TOKEN);
        for (name, value) in &headers {
            request = request.header(*name, *value);
        }
        let reply = server
            .face
            .send(request.body(Full::from(USER)).unwrap())
            .await;
        assert_eq!(reply.status, status, "{headers:?}");
        assert_eq!(reply.header("content-type"), "application/scim+json");
    }
}

#[tokio::test]
async fn a_body_that_cannot_be_read_is_refused_and_recorded() {
    let server = Server::new();
    for (path, kind, body, scim_type, name) in [
        (
            "/scim/v2/Users",
            ResourceKind::User,
            "{",
            "invalidSyntax",
            None,
        ),
        (
            "/scim/v2/Users",
            ResourceKind::User,
            "",
            "invalidSyntax",
            None,
        ),
        (
            "/scim/v2/Users",
            ResourceKind::User,
            r#"{"userName":"a","USERNAME":"b"}"#,
            "invalidSyntax",
            None,
        ),
        (
            "/scim/v2/Users",
            ResourceKind::User,
            r#"{"username":"who","active":7}"#,
            "invalidValue",
            Some("who"),
        ),
        (
            "/scim/v2/Groups",
            ResourceKind::Group,
            r#"{"displayName":"g","members":3}"#,
            "invalidValue",
            Some("g"),
        ),
    ] {
        let request = request("POST", path)
            .header("authorization", TOKEN)
            .body(Full::from(body))
            .unwrap();
        let reply = server.face.send(request).await;
        assert_eq!(reply.status, 400, "{body}");
        assert_eq!(reply.json()["scimType"], scim_type, "{body}");
        let recorded = server.directory.refused.lock().unwrap().pop().unwrap();
        assert_eq!(
            (recorded.kind, recorded.name.as_deref()),
            (Some(kind), name),
            "{body}"
        );
    }
}

#[tokio::test]
async fn a_body_beyond_the_limit_is_413_announced_or_not() {
    let server = small();
    let long = json!({"userName": "a".repeat(300)}).to_string();
    let announced = request("POST", "/scim/v2/Users")
        .header("authorization", TOKEN)
        .body(Full::from(long.clone()))
        .unwrap();
    assert_eq!(server.face.send(announced).await.status, 413);
    let chunks = long
        .into_bytes()
        .chunks(100)
        .map(Bytes::copy_from_slice)
        .collect::<Vec<_>>();
    let frames = chunks
        .into_iter()
        .map(|chunk| Ok::<_, std::io::Error>(Frame::data(chunk)));
    let chunked = request("POST", "/scim/v2/Users")
        .header("authorization", TOKEN)
        .body(StreamBody::new(stream::iter(frames)))
        .unwrap();
    let reply = server.face.send(chunked).await;
    assert_eq!(reply.status, 413);
    assert!(reply.detail().contains("200 bytes"), "{}", reply.detail());
    assert_eq!(server.directory.refused.lock().unwrap().len(), 2);
}

#[tokio::test]
async fn a_body_in_chunks_is_put_together() {
    let server = Server::new();
    let frames = USER
        .as_bytes()
        .chunks(10)
        .map(|chunk| Ok::<_, std::io::Error>(Frame::data(Bytes::copy_from_slice(chunk))));
    let request = request("POST", "/scim/v2/Users")
        .header("authorization", TOKEN)
        .body(StreamBody::new(stream::iter(frames.collect::<Vec<_>>())))
        .unwrap();
    assert_eq!(server.face.send(request).await.json()["userName"], "a");
}

#[tokio::test(start_paused = true)]
async fn a_body_that_does_not_come_is_408() {
    let server = small();
    let mut stream = server.face.connect();
    let head = format!(
        "POST /scim/v2/Users HTTP/1.1\r\nHost: h\r\nAuthorization: {TOKEN}\r\n\
         Content-Length: 50\r\nConnection: close\r\n\r\n{{"
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 408 "), "{answer}");
}

#[tokio::test]
async fn who_is_refused_for_size_gets_the_answer_while_still_sending() {
    let server = small();
    let mut stream = server.face.connect();
    let head = format!(
        "POST /scim/v2/Users HTTP/1.1\r\nHost: h\r\nAuthorization: {TOKEN}\r\n\
         Content-Length: 1000000\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    // More than the connection's buffers hold: it would fail if the server had just closed.
    stream.write_all(&vec![b' '; 1_000_000]).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 413 "), "{answer}");
}

#[tokio::test]
async fn who_is_refused_before_the_body_hears_that_the_connection_ends() {
    let server = Server::new();
    for (authorization, kept) in [("Bearer wrong", false), (TOKEN, true)] {
        let mut stream = server.face.connect();
        let head = format!(
            "POST /scim/v2/Users HTTP/1.1\r\nHost: h\r\nAuthorization: {authorization}\r\n\
             Content-Length: {}\r\n\r\n",
            USER.len()
        );
        stream.write_all(head.as_bytes()).await.unwrap();
        if kept {
            stream.write_all(USER.as_bytes()).await.unwrap();
        }
        let mut answer = vec![0; 4096];
        let length = stream.read(&mut answer).await.unwrap();
        let answer = String::from_utf8_lossy(&answer[..length]).into_owned();
        let status = if kept { "201" } else { "401" };
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {status}")),
            "{answer}"
        );
        assert_eq!(answer.contains("connection: close"), !kept, "{answer}");
    }
}
