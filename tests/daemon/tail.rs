//! The calls of a directory, watched as they come (I8).

use std::{
    io::{BufRead as _, BufReader, Write as _},
    os::unix::net::UnixStream,
};

use serde_json::{Value, json};
use testkit::Process;

use crate::{start, user};

/// Somebody who watches, from the moment on that it is known to work.
struct Watch(BufReader<UnixStream>);

impl Watch {
    fn begin(daemon: &Process) -> Self {
        let mut stream = UnixStream::connect(&daemon.socket).unwrap();
        let path = format!("/v1/tenants/{}/activity/stream", daemon.tenant);
        write!(stream, "GET {path} HTTP/1.1\r\nhost: rosterd\r\n\r\n").unwrap();
        let mut watch = Self(BufReader::new(stream));
        watch.line(": watching");
        watch
    }

    fn line(&mut self, begins: &str) -> String {
        loop {
            let mut line = String::new();
            assert_ne!(self.0.read_line(&mut line).unwrap(), 0, "it has ended");
            if line.starts_with(begins) {
                return line;
            }
        }
    }

    fn call(&mut self) -> Value {
        let line = self.line("data: ");
        serde_json::from_str(line.trim_start_matches("data: ")).unwrap()
    }
}

#[tokio::test]
async fn calls_are_shown_as_they_come_without_what_they_say_of_people() {
    let daemon = start();
    let scim = daemon.client();
    scim.post("/Users", &user("before")).await.expect(201);
    let mut watch = Watch::begin(&daemon);

    let id = scim.post("/Users", &user("wilma")).await.expect(201).id();
    let created = watch.call();
    assert_eq!(
        (&created["method"], &created["status"]),
        (&json!("POST"), &json!(201))
    );
    assert_eq!(created["url"], format!("{}/Users", daemon.base_url));
    assert_eq!(created["body"]["userName"], "(17 characters)");
    assert_eq!(created["body"]["active"], true);
    assert_eq!(created["answer"]["id"], id);
    let tokens = daemon.cli(&["token", "list", &daemon.tenant]);
    assert_eq!(created["token_id"], tokens[0]["id"]);

    // The id that the directory's admin sees with the error is that of the log.
    let refused = scim.post("/Users", &user("wilma")).await;
    let shown = watch.call();
    assert_eq!(shown["status"], 409);
    assert_eq!(shown["answer"]["scimType"], "uniqueness");
    assert_eq!(shown["request_id"], refused.header("x-request-id").unwrap());
    let log = crate::activity(&daemon, &daemon.tenant);
    assert_eq!(log.last().unwrap()["request_id"], shown["request_id"]);

    scim.get("/Users?filter=userName%20eq%20%22wilma%40example.com%22")
        .await
        .expect(200);
    let read = watch.call();
    assert_eq!(
        (&read["method"], &read["body"]),
        (&json!("GET"), &Value::Null)
    );
    let odd = [
        "/Users?filter=displayName%20eq%20Wilma%20Lovelace",
        "/Users?%66ilter=userName%20eq%20%22wilma%40example.com%22",
        "/Users?filter=userName%20eq%20%22a%5C%22wilma%22&userName=wilma",
        "/Users/wilma%40example.com",
    ];
    let mut shown_too = Vec::new();
    for path in odd {
        scim.get(path).await;
        shown_too.push(watch.call());
    }
    for call in [&created, &read, &shown].into_iter().chain(&shown_too) {
        let text = call.to_string().to_lowercase();
        for word in ["wilma", "lovelace", "example.com"] {
            assert!(!text.contains(word), "{word} in {text}");
        }
        assert!(!text.contains(&daemon.token.to_lowercase()), "{text}");
    }
}

#[tokio::test]
async fn a_tenant_sees_its_own_calls_alone_and_the_end_of_the_daemon_ends_it() {
    let mut daemon = start();
    let mut watch = Watch::begin(&daemon);
    let own = daemon.token.clone();
    let other = daemon.cli(&["tenant", "create", "other", "--sso", "saml"]);
    let other = other[0]["id"].as_str().unwrap().to_owned();
    let token = daemon.cli(&["token", "create", &other, "directory"]);
    token[0]["token"]
        .as_str()
        .unwrap()
        .clone_into(&mut daemon.token);
    daemon.client().get("/Users").await.expect(200);
    daemon.token = own;
    daemon.client().get("/Groups").await.expect(200);
    let url = watch.call()["url"].clone();
    assert!(url.as_str().unwrap().ends_with("/Groups"), "{url}");
    daemon.signal("TERM");
    assert_eq!(daemon.wait(), Some(0));
}

#[tokio::test]
async fn the_command_line_shows_calls_and_how_to_repeat_them() {
    let daemon = start();
    let tenant = daemon.tenant.clone();
    let socket = daemon.socket.clone();
    let tail = tokio::task::spawn_blocking(move || {
        let mut command = std::process::Command::new(crate::ROSTERD);
        command.args([
            "activity", "tail", &tenant, "--curl", "--limit", "1", "--socket",
        ]);
        command.arg(socket).output().unwrap()
    });
    let scim = daemon.client();
    // It takes a moment until it watches.
    while !tail.is_finished() {
        scim.delete("/Users/019a3b5c-0000-7000-8000-000000000001")
            .await
            .expect(404);
    }
    let shown = String::from_utf8(tail.await.unwrap().stdout).unwrap();
    let wanted = format!(
        "curl -X DELETE '{}/Users/019a3b5c-0000-7000-8000-000000000001' \
         -H \"Authorization: Bearer $TOKEN\"\n",
        daemon.base_url
    );
    assert_eq!(shown, wanted);
}
