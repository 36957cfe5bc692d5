//! The built daemon, driven from outside: over its sockets, by its command line, with signals.
#![expect(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test fails by panicking"
)]

mod activity_log;
mod assertions;
mod base_query;
mod bulk;
mod clock_jumps;
mod contract;
mod declared;
mod dialects;
mod due_removals;
mod entity_tags;
mod export;
mod faults;
mod feed;
mod fine_print;
mod grace;
mod groups;
mod import;
mod integrate;
mod isolation;
mod lifecycle;
mod many;
mod mapping;
mod notices;
mod oauth;
mod paging;
mod personas;
mod policy;
mod practice;
mod races;
mod rules;
mod scim;
mod served;
mod silence;
mod strict;
mod tail;
mod tokens;
mod wire;

use std::{
    io::{Read as _, Write as _},
    os::unix::net::UnixStream,
};

use serde_json::{Value, json};
use testkit::Process;

/// The binary under test.
const ROSTERD: &str = env!("CARGO_BIN_EXE_rosterd");

fn start() -> Process {
    Process::start(ROSTERD)
}

/// A user body as a directory would push it.
fn user(name: &str) -> Value {
    json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
        "externalId": format!("ext-{name}"),
        "userName": format!("{name}@example.com"),
        "displayName": name,
        "name": { "givenName": name, "familyName": "Example" },
        "emails": [{ "value": format!("{name}@example.com"), "type": "work", "primary": true }],
        "active": true,
    })
}

fn group(name: &str, members: &[&str]) -> Value {
    let members: Vec<_> = members.iter().map(|id| json!({ "value": id })).collect();
    json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"],
        "displayName": name,
        "members": members,
    })
}

/// What `activity --json` says, oldest first.
fn activity(daemon: &Process, tenant: &str) -> Vec<Value> {
    daemon.cli(&["activity", tenant, "--oldest-first"])
}

/// The one member with this address.
fn member(daemon: &Process, tenant: &str, email: &str) -> Value {
    let members = daemon.cli(&["member", "list", tenant]);
    let mut found = members
        .into_iter()
        .filter(|member| member["email"] == email);
    let member = found.next().unwrap_or_else(|| panic!("no member {email}"));
    assert_eq!(found.next(), None, "two members {email}");
    member
}

/// A call of the admin API itself: status and body. HTTP/1.0 knows no chunks, so that the body is
/// whatever comes before the end.
fn admin(daemon: &Process, method: &str, path: &str, body: &Value) -> (u16, Value) {
    let mut stream = UnixStream::connect(&daemon.socket).unwrap();
    let body = match body {
        Value::Null => String::new(),
        body => body.to_string(),
    };
    write!(
        stream,
        "{method} {path} HTTP/1.0\r\nhost: rosterd\r\n\
         content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    (status, serde_json::from_str(body).unwrap())
}
