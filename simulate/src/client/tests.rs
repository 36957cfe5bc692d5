use std::sync::{Arc, Mutex};

use hyper::Method;
use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use super::{Client, Request};
use crate::dialect;
use crate::failure::Failure;
use crate::{Persona, Plan};

/// What arrived: the number of the connection, and the request in full.
type Arrived = Arc<Mutex<Vec<(usize, String)>>>;

/// Answers the requests in order; `None` closes the connection after the answer before it.
async fn server(answers: Vec<Option<&'static str>>) -> (String, Arrived) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/scim/v2/", listener.local_addr().unwrap());
    let arrived = Arrived::default();
    let log = Arc::clone(&arrived);
    tokio::spawn(async move {
        let mut answers = answers.into_iter();
        for number in 0.. {
            let (mut stream, _) = listener.accept().await.unwrap();
            while let Some(Some(answer)) = answers.next() {
                let request = read(&mut stream).await;
                log.lock().unwrap().push((number, request));
                stream.write_all(answer.as_bytes()).await.unwrap();
            }
        }
    });
    (url, arrived)
}

async fn read(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&bytes);
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head
                .lines()
                .find_map(|line| line.strip_prefix("content-length: "));
            if body.len() >= length.map_or(0, |length| length.parse().unwrap()) {
                return text.into_owned();
            }
        }
        let read = stream.read_buf(&mut bytes).await.unwrap();
        assert!(read > 0, "the client closed the connection");
    }
}

fn client(persona: Persona, url: &str) -> Client {
    Client::new(&Plan::new(url, "secret"), dialect::of(persona).wire()).unwrap()
}

fn get(target: &str) -> Request {
    Request::new(Method::GET, target.to_owned(), None)
}

const EMPTY: &str = "HTTP/1.1 204 No Content\r\n\r\n";

#[tokio::test]
async fn requests_carry_the_headers_of_okta_below_the_path_of_the_base_url() {
    let (url, arrived) = server(vec![Some(EMPTY)]).await;
    let body = Some(json!({"active": true}));
    let request = Request::new(Method::PUT, "/Users/1".to_owned(), body);
    client(Persona::OktaOin, &url).send(&request).await.unwrap();
    let (_, request) = arrived.lock().unwrap().first().unwrap().clone();
    assert!(
        request.starts_with("PUT /scim/v2/Users/1 HTTP/1.1\r\n"),
        "{request}"
    );
    for header in [
        "authorization: Bearer secret",
        "user-agent: Okta SCIM Client 1.0.0",
        "accept: application/scim+json",
        "accept-charset: utf-8",
        "content-type: application/scim+json; charset=utf-8",
    ] {
        assert!(
            request.contains(&format!("\r\n{header}\r\n")),
            "{header} in {request}"
        );
    }
    assert!(request.ends_with("{\"active\":true}"), "{request}");
}

#[tokio::test]
async fn a_connection_is_used_again_and_replaced_once_it_is_closed() {
    let (url, arrived) = server(vec![
        Some(EMPTY),
        Some(EMPTY),
        None,
        Some(EMPTY),
        Some(EMPTY),
    ])
    .await;
    let client = client(Persona::Entra, &url);
    for target in ["/1", "/2", "/3", "/4"] {
        client.send(&get(target)).await.unwrap();
    }
    let connections: Vec<usize> = arrived
        .lock()
        .unwrap()
        .iter()
        .map(|(number, _)| *number)
        .collect();
    assert_eq!(connections, [0, 0, 1, 1]);
}

#[tokio::test]
async fn a_request_for_patience_is_a_failure_with_integer_seconds_only() {
    let (url, _) = server(vec![
        Some("HTTP/1.1 429 Slow\r\nretry-after: 7\r\ncontent-length: 0\r\n\r\n"),
        Some("HTTP/1.1 503 Away\r\nretry-after: soon\r\ncontent-length: 0\r\n\r\n"),
        Some("HTTP/1.1 501 Never\r\ncontent-length: 0\r\n\r\n"),
    ])
    .await;
    let client = client(Persona::OktaOin, &url);
    for expected in [(429, Some(7)), (503, None)] {
        match client.send(&get("/Users")).await {
            Err(Failure::Busy {
                status,
                retry_after,
                ..
            }) => {
                assert_eq!((status, retry_after), expected);
            }
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(client.send(&get("/Users")).await.unwrap().status, 501);
}

#[tokio::test]
async fn an_answer_that_breaks_off_may_be_tried_again_but_is_not_by_the_client() {
    let cut = "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{";
    let (url, arrived) = server(vec![Some(cut), None, Some(EMPTY)]).await;
    let failure = client(Persona::OneLogin, &url)
        .send(&get("/Users"))
        .await
        .unwrap_err();
    assert!(matches!(failure, Failure::Unreachable { .. }), "{failure}");
    assert_eq!(arrived.lock().unwrap().len(), 1);
}

#[test]
fn neither_plan_nor_client_nor_failure_shows_the_token() {
    let plan = Plan::new("http://localhost/scim/v2", "secret");
    let client = client(Persona::Entra, &plan.url);
    assert!(!format!("{plan:?} {client:?}").contains("secret"));
    let odd = Plan::new("http://localhost/scim/v2", "secret\n");
    let refused = Client::new(&odd, dialect::of(Persona::Entra).wire()).unwrap_err();
    assert!(!format!("{refused} {refused:?}").contains("secret"));
}
