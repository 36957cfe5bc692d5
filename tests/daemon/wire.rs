//! HTTP itself: versions, methods, heads and paths that are seldom sent, and what is answered.

use std::{
    io::{Read as _, Write as _},
    net::TcpStream,
    time::Duration,
};

use http::Method;
use serde_json::{Value, json};
use testkit::Process;

use crate::{start, user};

/// The scheme is left out: these requests are written byte by byte.
fn address(daemon: &Process) -> &str {
    let authority = daemon.base_url.trim_start_matches("http://");
    authority.trim_end_matches("/scim/v2")
}

/// Sends the head (and what follows it) and reads until the server closes.
fn exchange(daemon: &Process, request: &str) -> String {
    let mut stream = TcpStream::connect(address(daemon)).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_secs(20)))
        .unwrap();
    let request = request
        .replace("{token}", &daemon.token)
        .replace("{host}", address(daemon));
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

fn status(answer: &str) -> &str {
    answer.split(' ').nth(1).unwrap_or_default()
}

#[test]
fn seldom_heads_have_a_plain_answer() {
    let daemon = start();
    let auth = "Authorization: Bearer {token}\r\nConnection: close\r\n";
    let long = "a".repeat(70_000);
    for (case, head, expected) in [
        (
            "HTTP/1.0",
            format!("GET /scim/v2/Users HTTP/1.0\r\nHost: {{host}}\r\n{auth}\r\n"),
            "200",
        ),
        (
            "no Host",
            format!("GET /scim/v2/Users HTTP/1.1\r\n{auth}\r\n"),
            "400",
        ),
        (
            "absolute form",
            format!("GET http://{{host}}/scim/v2/Users HTTP/1.1\r\nHost: x\r\n{auth}\r\n"),
            "200",
        ),
        (
            "a body on GET",
            format!(
                "GET /scim/v2/Users HTTP/1.1\r\nHost: {{host}}\r\nContent-Length: 2\r\n{auth}\r\n{{}}"
            ),
            "200",
        ),
        (
            "a long URL",
            format!("GET /scim/v2/Users?x={long} HTTP/1.1\r\nHost: {{host}}\r\n{auth}\r\n"),
            "431",
        ),
        (
            "a long field",
            format!("GET /scim/v2/Users HTTP/1.1\r\nHost: {{host}}\r\nX-A: {long}\r\n{auth}\r\n"),
            "431",
        ),
        ("no HTTP", String::from("hello\r\n\r\n"), "400"),
        (
            "a method nobody knows",
            format!("FROB /scim/v2/Users HTTP/1.1\r\nHost: {{host}}\r\n{auth}\r\n"),
            "405",
        ),
        (
            "TRACE",
            format!("TRACE /scim/v2/Users HTTP/1.1\r\nHost: {{host}}\r\n{auth}\r\n"),
            "405",
        ),
        (
            "OPTIONS",
            format!("OPTIONS /scim/v2/Users HTTP/1.1\r\nHost: {{host}}\r\n{auth}\r\n"),
            "405",
        ),
        (
            "OPTIONS *",
            format!("OPTIONS * HTTP/1.1\r\nHost: {{host}}\r\n{auth}\r\n"),
            "404",
        ),
        (
            "CONNECT",
            format!("CONNECT x:443 HTTP/1.1\r\nHost: {{host}}\r\n{auth}\r\n"),
            "404",
        ),
    ] {
        let answer = exchange(&daemon, &head);
        assert_eq!(status(&answer), expected, "{case}: {answer}");
        assert!(answer.contains("x-request-id: "), "{case}: {answer}");
        assert!(
            answer.contains("urn:ietf:params:scim:api:messages:2.0:"),
            "{case}: {answer}"
        );
        if expected == "405" {
            assert!(
                answer.contains("allow: GET, HEAD, POST"),
                "{case}: {answer}"
            );
        }
    }
}

#[test]
fn a_client_that_waits_to_be_told_to_continue_is_told() {
    let daemon = start();
    let mut stream = TcpStream::connect(address(&daemon)).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_secs(20)))
        .unwrap();
    let body = user("ada").to_string();
    let head = format!(
        "POST /scim/v2/Users HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {}\r\n\
         Content-Type: application/scim+json\r\nContent-Length: {}\r\nExpect: 100-continue\r\n\
         Connection: close\r\n\r\n",
        address(&daemon),
        daemon.token,
        body.len()
    );
    stream.write_all(head.as_bytes()).unwrap();
    let mut first = [0; 25];
    stream.read_exact(&mut first).unwrap();
    assert_eq!(&first, b"HTTP/1.1 100 Continue\r\n\r\n");
    stream.write_all(body.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert_eq!(status(&answer), "201", "{answer}");
}

#[tokio::test]
async fn every_decoration_of_a_url_leaves_it_what_it_is() {
    let daemon = start();
    let scim = daemon.client();
    let id = scim.post("/Users", &user("ada")).await.expect(201).id();
    let ada = format!("/Users/{id}");
    let rename = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
        "Operations": [{ "op": "replace", "path": "title", "value": "Countess" }],
    });
    let decorations = [
        "?",
        "?&",
        "?&&",
        "/",
        "//",
        "/?",
        ".scim",
        "?aadOptscim062020",
        "?aadOptscim062020&",
        "?aadOptscim062020=&x=y",
        "?unknown=%ff&=&%",
        "/?a&b=c",
    ];
    for end in decorations {
        for (method, start, body, status) in [
            (Method::GET, "/Users", None, 200),
            (Method::GET, ada.as_str(), None, 200),
            (Method::HEAD, ada.as_str(), None, 200),
            (Method::POST, "/Users", Some(user("ada")), 409),
            (Method::PUT, ada.as_str(), Some(user("ada")), 200),
            (Method::PATCH, ada.as_str(), Some(rename.clone()), 200),
            (Method::DELETE, "/Users/nobody", None, 404),
            (Method::GET, "/ServiceProviderConfig", None, 200),
        ] {
            let target = format!("{start}{end}");
            let body = body.map(|body| body.to_string());
            let answer = scim.send(method.clone(), &target, &[], body).await;
            assert_eq!(answer.status.as_u16(), status, "{method} {target}");
        }
    }
    for (front, end) in [
        ("/scim/v2//Users", "count=1"),
        ("//scim/v2/Users", "count=1&count=0"),
        ("/scim/v2/users", "aadOptscim062020&count=1"),
        ("/scim/v2/Users", "count=1&aadOptscim062020"),
        ("/scim/v2/Users", "&&count=1&&"),
        (
            "/scim/v2/Users",
            "filter=userName+eq+%22ada@example.com%22&",
        ),
        (
            "/scim/v2/Users",
            "filter=userName%20eq%20%22ada%40example.com%22",
        ),
        ("/scim/v2/Users", "filter=&count="),
        ("/scim/v2/Users", "COUNT=1"),
    ] {
        let root = daemon.base_url.trim_end_matches("/scim/v2");
        let elsewhere = testkit::Client::new(root, &daemon.token);
        let found = elsewhere.get(&format!("{front}?{end}")).await.expect(200);
        assert_eq!(found.json()["itemsPerPage"], 1, "{front}?{end}");
    }
}

#[tokio::test]
async fn a_path_that_is_none_names_the_base_url_to_everybody() {
    let daemon = start();
    let root = daemon.base_url.trim_end_matches("/scim/v2");
    let known = testkit::Client::new(root, &daemon.token);
    let stranger = known.with_authorization(None);
    for path in [
        "/",
        "/Users",
        "/scim",
        "/scim/Users",
        "/SCIM/v2/Users",
        "/scim/v2/scim/v2/Users",
        "/scim/v2/Devices",
        "/scim/v2/Users/1/groups",
        "/favicon.ico",
        "/.well-known/nothing",
    ] {
        for client in [&known, &stranger] {
            let lost = client.get(path).await.expect(404).json();
            let detail = lost["detail"].as_str().unwrap();
            assert!(detail.contains(&daemon.base_url), "{path}: {lost}");
        }
    }
    for path in ["/scim/v1/Users", "/scim/v3"] {
        let refused = known.get(path).await.expect(400).json();
        assert_eq!(refused["scimType"], "invalidVers", "{path}");
    }
}

#[tokio::test]
async fn nothing_but_discovery_is_open_to_strangers() {
    let daemon = start();
    let id = daemon
        .client()
        .post("/Users", &user("ada"))
        .await
        .expect(201)
        .id();
    let own = format!("/Users/{id}");
    for authorization in [
        None,
        Some("Bearer "),
        Some(""),
        Some("Basic YTpi"),
        Some("Bearer rst_x"),
    ] {
        let stranger = daemon.client().with_authorization(authorization);
        for path in [
            "/Users",
            "/Users/",
            &own,
            "/Groups",
            "/Groups/1",
            "/Me",
            "/",
            "/.search",
        ] {
            for method in [
                "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "FROB",
            ] {
                let method = Method::from_bytes(method.as_bytes()).unwrap();
                let answer = stranger.send(method.clone(), path, &[], None).await;
                assert_eq!(
                    answer.status.as_u16(),
                    401,
                    "{method} {path} {authorization:?}"
                );
                let challenge = answer.header("www-authenticate").unwrap_or_default();
                assert!(challenge.starts_with("Bearer realm="), "{challenge}");
                if method != Method::HEAD {
                    let error = answer.json();
                    assert_eq!(error["status"], "401");
                    assert!(error["detail"].is_string());
                }
            }
        }
    }
    let stranger = daemon.client().with_authorization(None);
    for path in ["/ServiceProviderConfig", "/Schemas", "/ResourceTypes"] {
        stranger.get(path).await.expect(200);
    }
}

#[tokio::test]
async fn every_answer_is_labelled_as_scim_errors_too() {
    let daemon = start();
    let scim = daemon.client();
    for (path, status) in [
        ("/Users", 200),
        ("/Users/nobody", 404),
        ("/Users?filter=x", 400),
        ("/Schemas", 200),
        ("/Nothing", 404),
    ] {
        for accept in [
            "application/scim+json",
            "application/scim+json; charset=utf-8",
            "*/*",
        ] {
            let sent = [("accept", accept)];
            let answer = scim
                .send(Method::GET, path, &sent, None)
                .await
                .expect(status);
            assert_eq!(answer.header("content-type"), Some("application/scim+json"));
            assert!(answer.json()["schemas"].is_array());
        }
    }
    let sent = [
        ("content-type", "application/json"),
        ("accept", "application/json"),
    ];
    let body = Some(user("ada").to_string());
    let plain = scim
        .send(Method::POST, "/Users", &sent, body)
        .await
        .expect(201);
    assert_eq!(plain.header("content-type"), Some("application/json"));
}

#[tokio::test]
async fn http_2_needs_no_upgrade() {
    let daemon = start();
    let url = format!("{}/Users", daemon.base_url);
    let tcp = tokio::net::TcpStream::connect(address(&daemon))
        .await
        .unwrap();
    let executor = hyper_util::rt::TokioExecutor::new();
    let io = hyper_util::rt::TokioIo::new(tcp);
    let (mut sender, connection) = hyper::client::conn::http2::handshake(executor, io)
        .await
        .unwrap();
    tokio::spawn(connection);
    let body = user("ada").to_string();
    for (method, body, expected) in [("POST", body, 201), ("GET", String::new(), 200)] {
        let request = http::Request::builder()
            .method(method)
            .uri(&url)
            .header("authorization", format!("Bearer {}", daemon.token))
            .body(http_body_util::Full::new(bytes::Bytes::from(body)))
            .unwrap();
        let response = sender.send_request(request).await.unwrap();
        assert_eq!(response.status(), expected, "{method}");
        assert_eq!(response.version(), http::Version::HTTP_2);
        let body = http_body_util::BodyExt::collect(response.into_body())
            .await
            .unwrap();
        let json: Value = serde_json::from_slice(&body.to_bytes()).unwrap();
        assert!(json["schemas"].is_array());
    }
}

#[tokio::test]
async fn a_flag_in_the_middle_of_a_url_makes_no_look_up_a_list_of_everybody() {
    let daemon = start();
    let scim = daemon.client();
    let ada = scim.post("/Users", &user("ada")).await.expect(201).id();
    scim.post("/Users", &user("ben")).await.expect(201);
    let filter = "filter=userName+eq+%22ada@example.com%22";
    for target in [
        format!("?aadOptscim062020/Users?{filter}"),
        format!("/?aadOptscim062020/Users?{filter}&count=5"),
        format!("?aadOptscim062020/Users&{filter}"),
        format!("?aadOptscim062020=1/Users?{filter}"),
        format!("/Users?aadOptscim062020?{filter}"),
        format!("/Users?aadOptscim062020=true?{filter}"),
    ] {
        let found = scim.get(&target).await.expect(200).json();
        assert_eq!(found["totalResults"], 1, "{target}");
        assert_eq!(found["Resources"][0]["id"], ada, "{target}");
    }
    let one = format!("?aadOptscim062020/Users/{ada}");
    assert_eq!(scim.get(&one).await.expect(200).id(), ada);
    let eve = scim.post("?aadOptscim062020/Users", &user("eve")).await;
    let path = format!("?aadOptscim062020/Users/{}", eve.expect(201).id());
    let title = json!([{ "op": "replace", "path": "title", "value": "Dr" }]);
    assert_eq!(
        scim.patch(&path, &title).await.expect(200).json()["title"],
        "Dr"
    );
    scim.delete(&path).await.expect(204);
    scim.get("?aadOptscim062020/Nowhere").await.expect(404);
}
