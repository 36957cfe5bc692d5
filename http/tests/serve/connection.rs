//! One connection and its limits.

use std::{io, time::Duration};

use bytes::Bytes;
use http_body_util::{BodyExt, Empty};
use hyper::client::conn::http2;
use hyper_util::rt::{TokioExecutor, TokioIo};
use settings::Limits;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, DuplexStream},
    time::{Instant, sleep},
};

use crate::{
    client::{Server, request},
    directory::{TOKEN, Trouble},
};

fn limited() -> Server {
    Server::with(Limits {
        header: Duration::from_secs(5),
        idle: Duration::from_mins(1),
        ..Limits::default()
    })
}

const GET: &[u8] = b"GET /scim/v2/ServiceProviderConfig HTTP/1.1\r\nHost: h\r\n\r\n";

/// Reads one answer of a known length off a kept-alive connection.
async fn one_answer(stream: &mut DuplexStream) -> String {
    let mut seen = Vec::new();
    loop {
        let byte = stream.read_u8().await.unwrap();
        seen.push(byte);
        if seen.ends_with(b"\r\n\r\n") {
            break;
        }
    }
    let head = String::from_utf8(seen).unwrap();
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "))
        .unwrap()
        .parse()
        .unwrap();
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await.unwrap();
    head
}

/// How long the server keeps a silent connection.
async fn silence(stream: &mut DuplexStream) -> Duration {
    let begun = Instant::now();
    let mut rest = Vec::new();
    stream.read_to_end(&mut rest).await.unwrap();
    assert_eq!(String::from_utf8_lossy(&rest), "");
    begun.elapsed()
}

fn is_about(measured: Duration, seconds: u64) -> bool {
    measured.abs_diff(Duration::from_secs(seconds)) < Duration::from_millis(500)
}

#[tokio::test(start_paused = true)]
async fn a_head_must_come_in_time_from_its_first_byte_on() {
    let server = limited();
    for begun in [
        &b""[..],
        b"PRI * HTTP/2",
        b"GET /scim/v2/Users HT",
        &GET[..GET.len() - 2],
    ] {
        let mut stream = server.face.connect();
        stream.write_all(begun).await.unwrap();
        assert!(is_about(silence(&mut stream).await, 5), "{begun:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn dripping_does_not_buy_time() {
    let server = limited();
    let mut stream = server.face.connect();
    let begun = Instant::now();
    for byte in GET.iter().cycle() {
        sleep(Duration::from_secs(1)).await;
        let sent = stream.write_all(&[*byte]).await;
        if sent.is_err_and(|error| error.kind() == io::ErrorKind::BrokenPipe) {
            break;
        }
    }
    assert!(begun.elapsed() <= Duration::from_secs(7));
}

#[tokio::test(start_paused = true)]
async fn between_requests_the_idle_limit_holds() {
    let server = limited();
    let mut stream = server.face.connect();
    for pause in [0, 30, 59] {
        sleep(Duration::from_secs(pause)).await;
        stream.write_all(GET).await.unwrap();
        assert!(one_answer(&mut stream).await.starts_with("HTTP/1.1 200"));
    }
    assert!(is_about(silence(&mut stream).await, 60));

    let mut stream = server.face.connect();
    stream.write_all(GET).await.unwrap();
    one_answer(&mut stream).await;
    sleep(Duration::from_secs(20)).await;
    stream.write_all(b"GET /").await.unwrap();
    assert!(is_about(silence(&mut stream).await, 5));
}

#[tokio::test(start_paused = true)]
async fn a_request_under_way_is_not_silence() {
    let server = Server::with(Limits {
        header: Duration::from_secs(5),
        idle: Duration::from_secs(6),
        request: Duration::from_secs(50),
        ..Limits::default()
    });
    *server.directory.next.lock().unwrap() = Some(Trouble::NeverAnswers);
    let reply = server
        .ask("GET", "/scim/v2/Users", serde_json::Value::Null)
        .await;
    assert_eq!(reply.status, 503);
}

#[tokio::test(start_paused = true)]
async fn who_does_not_read_is_cut_off() {
    let server = limited();
    let (mut client, ended) = server.face.accept(1024);
    let schemas = b"GET /scim/v2/Schemas HTTP/1.1\r\nHost: h\r\n\r\n";
    client.write_all(schemas).await.unwrap();
    let begun = Instant::now();
    ended.await.unwrap();
    assert!(is_about(begun.elapsed(), 60));
}

#[tokio::test]
async fn a_client_that_ended_its_side_still_gets_its_answer() {
    let server = limited();
    let mut stream = server.face.connect();
    stream.write_all(GET).await.unwrap();
    stream.shutdown().await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
}

#[tokio::test]
async fn heads_beyond_the_limits_are_431_and_garbage_400() {
    let server = Server::with(Limits {
        header_bytes: 8192,
        headers: 10,
        ..Limits::default()
    });
    let long = format!(
        "GET / HTTP/1.1\r\nHost: h\r\nX: {}\r\n\r\n",
        "x".repeat(9000)
    );
    let many = format!("GET / HTTP/1.1\r\n{}\r\n", "X: y\r\n".repeat(11));
    for (head, status) in [
        (long.as_str(), "431"),
        (many.as_str(), "431"),
        ("\u{1}\u{2}\u{3}\r\n\r\n", "400"),
        (
            "GET / HTTP/1.1\r\nHost: h\r\nContent-Length: x\r\n\r\n",
            "400",
        ),
    ] {
        let mut stream = server.face.connect();
        stream.write_all(head.as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {status}")),
            "{answer}"
        );
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        for field in [
            "x-request-id: 7-",
            "content-type: application/scim+json",
            "cache-control: no-store",
            "connection: close",
        ] {
            assert!(head.contains(field), "no {field}: {head}");
        }
        let length = format!("content-length: {}", body.len());
        assert!(head.contains(&length), "{head}");
        let error: serde_json::Value = serde_json::from_str(body).unwrap();
        assert_eq!(error["status"], status);
        assert!(error["detail"].is_string());
    }
}

#[tokio::test]
async fn a_url_beyond_what_http_has_is_414_with_words() {
    let server = Server::with(Limits {
        header_bytes: 128 << 10,
        ..Limits::default()
    });
    let long = format!(
        "GET /scim/v2/Users?filter={} HTTP/1.1\r\nHost: h\r\n\r\n",
        "x".repeat(70_000)
    );
    let mut stream = server.face.accept(1 << 18).0;
    stream.write_all(long.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 414"), "{answer}");
    assert!(answer.contains("x-request-id: 7-"), "{answer}");
    assert!(
        answer.ends_with('}') && answer.contains("/.search"),
        "{answer}"
    );
}

#[tokio::test]
async fn a_refusal_of_a_service_is_left_as_it_is() {
    let server = Server::new();
    let mut stream = server.face.connect();
    let head = "HEAD /nowhere HTTP/1.1\r\nHost: h\r\nX-Request-Id: mine\r\n\r\n";
    let unknown = "GET /scim/v2/Users HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";
    stream.write_all(head.as_bytes()).await.unwrap();
    stream.write_all(unknown.as_bytes()).await.unwrap();
    let mut answers = String::new();
    stream.read_to_string(&mut answers).await.unwrap();
    assert!(answers.contains("x-request-id: mine"), "{answers}");
    assert!(answers.contains("HTTP/1.1 401"), "{answers}");
    assert_eq!(answers.matches("HTTP/1.1 ").count(), 2, "{answers}");
}

#[tokio::test]
async fn shutdown_ends_silent_connections_and_lets_requests_finish() {
    let server = Server::new();
    let (mut silent, served_silent) = server.face.accept(1 << 16);
    silent.write_all(GET).await.unwrap();
    one_answer(&mut silent).await;

    let (mut busy, served_busy) = server.face.accept(1 << 16);
    let post = format!(
        "POST /scim/v2/Users HTTP/1.1\r\nHost: h\r\nAuthorization: {TOKEN}\r\n\
         Content-Length: 10\r\n\r\n{{\"us"
    );
    busy.write_all(post.as_bytes()).await.unwrap();
    tokio::task::yield_now().await;

    server.face.shutdown.cancel();
    served_silent.await.unwrap();
    busy.write_all(b"er\":1").await.unwrap();
    busy.write_all(b"}").await.unwrap();
    let mut answer = String::new();
    busy.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 400"), "{answer}");
    assert!(answer.contains("connection: close"), "{answer}");
    served_busy.await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn http2_is_spoken_and_idle_connections_end() {
    let server = limited();
    let (client, ended) = server.face.accept(1 << 16);
    let (mut sender, connection) = http2::handshake(TokioExecutor::new(), TokioIo::new(client))
        .await
        .unwrap();
    tokio::spawn(connection);
    for _ in 0..3 {
        sleep(Duration::from_secs(40)).await;
        let request = request("GET", "http://h.example/scim/v2/ServiceProviderConfig")
            .body(Empty::<Bytes>::new())
            .unwrap();
        let response = sender.send_request(request).await.unwrap();
        assert_eq!(response.status(), 200);
        let body = response.into_body().collect().await.unwrap().to_bytes();
        assert!(body.starts_with(b"{"));
    }
    let begun = Instant::now();
    ended.await.unwrap();
    let measured = begun.elapsed();
    assert!((55..=85).contains(&measured.as_secs()), "{measured:?}");
}
