//! The access log (O13).

use std::{
    io,
    sync::{Arc, Mutex, Once},
};

use bytes::Bytes;
use http_body_util::Full;
use serde_json::Value;
use tokio::io::AsyncWriteExt;
use tracing::subscriber::DefaultGuard;
use tracing_subscriber::fmt;

use crate::{
    client::{Server, request},
    directory::{TOKEN, Trouble},
};

/// What was logged, one JSON object a line.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Lines {
    /// Takes over the log of this thread for as long as the guard lives.
    fn capture(&self) -> DefaultGuard {
        let lines = self.clone();
        let subscriber = fmt().json().with_writer(move || lines.clone()).finish();
        tracing::subscriber::set_default(subscriber)
    }

    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }

    /// The fields of each line.
    fn fields(&self) -> Vec<Value> {
        let fields = |line: &str| serde_json::from_str::<Value>(line).unwrap()["fields"].clone();
        self.text().lines().map(fields).collect()
    }
}

impl io::Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Listens to everything that is logged, for every thread. Whether a line of the code is listened to
/// is found out once, when it is first reached; a test that does not look at its log could be the
/// first to reach it just as another begins to [`capture`](Lines::capture), and keep it silent.
pub(crate) fn listen() {
    static LISTENS: Once = Once::new();
    LISTENS.call_once(|| {
        let subscriber = fmt().with_writer(io::sink).finish();
        tracing::subscriber::set_global_default(subscriber).unwrap();
    });
}

#[tokio::test]
async fn a_request_is_one_line_without_people_or_secrets() {
    let (server, lines) = (Server::new(), Lines::default());
    let _guard = lines.capture();
    let body = r#"{"schemas":[],"userName":"who@example.com","password":"hunter2"}"#;
    let request = request("POST", "/scim/v2/Users?attributes=who@example.com")
        .header("authorization", TOKEN)
        .header("x-request-id", "r1")
        .header("user-agent", "agent")
        .body(Full::new(Bytes::from(body)))
        .unwrap();
    server.face.send(request).await;
    let user = "/scim/v2/Users/who@example.com?filter=who@example.com";
    server.ask("GET", user, Value::Null).await;

    let fields = lines.fields();
    assert_eq!(fields.len(), 2, "{fields:?}");
    let created = &fields[0];
    assert_eq!(created["request"], "r1");
    assert_eq!(
        (&created["tenant"], &created["token"]),
        (&"tenant".into(), &"token".into())
    );
    assert_eq!(
        (&created["route"], &created["status"]),
        (&"POST /Users".into(), &201.into())
    );
    assert!(created["micros"].is_u64());
    assert_eq!(fields[1]["route"], "GET /Users/{id}");
    for private in [
        "who@",
        "hunter2",
        "good",
        "192.0.2.1",
        "attributes",
        "filter",
    ] {
        assert!(
            !lines.text().contains(private),
            "{private}: {}",
            lines.text()
        );
    }
}

#[tokio::test]
async fn each_operation_of_a_bulk_request_is_a_line_too() {
    let (server, lines) = (Server::new(), Lines::default());
    let _guard = lines.capture();
    let operations = serde_json::json!([
        { "method": "POST", "path": "/Users", "bulkId": "a", "data": { "userName": "who" } },
        { "method": "DELETE", "path": "/Users/who" },
    ]);
    let body = serde_json::json!({ "Operations": operations });
    server.ask("POST", "/scim/v2/Bulk", body).await;
    let fields = lines.fields();
    let told: Vec<_> = fields
        .iter()
        .map(|line| {
            (
                line["route"].as_str().unwrap(),
                line["status"].as_u64().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            ("POST /Users", 201),
            ("DELETE /Users/{id}", 404),
            ("POST /Bulk", 200)
        ]
    );
    for line in &fields {
        assert_eq!(line["request"], fields[0]["request"]);
        assert_eq!(line["token"], "token");
    }
}

#[tokio::test]
async fn who_is_not_known_is_left_out_and_a_panic_is_500() {
    let (server, lines) = (Server::new(), Lines::default());
    let _guard = lines.capture();
    let anonymous = request("GET", "/scim/v2/Users").body(Full::<Bytes>::default());
    server.face.send(anonymous.unwrap()).await;
    *server.directory.next.lock().unwrap() = Some(Trouble::Panics);
    server.ask("GET", "/scim/v2/Users", Value::Null).await;
    let fields = lines.fields();
    assert_eq!(fields[0]["status"], 401);
    assert_eq!(fields[0].get("tenant"), None);
    assert_eq!(
        (&fields[1]["status"], &fields[1]["tenant"]),
        (&500.into(), &"tenant".into())
    );
}

#[tokio::test]
async fn a_client_that_leaves_before_its_answer_is_499() {
    let (server, lines) = (Server::new(), Lines::default());
    let _guard = lines.capture();
    *server.directory.next.lock().unwrap() = Some(Trouble::NeverAnswers);
    let (mut client, ended) = server.face.accept(1 << 16);
    let head = format!("GET /scim/v2/Users HTTP/1.1\r\nHost: h\r\nAuthorization: {TOKEN}\r\n\r\n");
    client.write_all(head.as_bytes()).await.unwrap();
    while server.directory.facts.lock().unwrap().is_empty() {
        tokio::task::yield_now().await;
    }
    drop(client);
    ended.abort();
    assert!(ended.await.unwrap_err().is_cancelled());
    assert_eq!(lines.fields()[0]["status"], 499);
}
