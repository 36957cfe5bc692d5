//! An app that knows nothing but events and snapshots.

use std::{
    collections::BTreeMap,
    io::{Read as _, Write as _},
    os::unix::net::UnixStream,
    path::Path,
};

use serde_json::Value;

/// Its own members, by id.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Fold {
    seq: u64,
    members: BTreeMap<String, Value>,
}

impl Fold {
    pub(super) fn of(snapshot: &Value) -> Self {
        let members = snapshot["members"].as_array().unwrap();
        let by_id = |member: &Value| (member["id"].as_str().unwrap().to_owned(), told(member));
        Self {
            seq: snapshot["seq"].as_u64().unwrap(),
            members: members.iter().map(by_id).collect(),
        }
    }

    pub(super) fn apply_all(&mut self, events: &[Value]) {
        for event in events {
            self.apply(event);
        }
    }

    /// What it has had already is no news.
    fn apply(&mut self, event: &Value) {
        let seq = event["seq"].as_u64().unwrap();
        if seq <= self.seq {
            return;
        }
        assert_eq!(seq, self.seq + 1, "a gap");
        self.seq = seq;
        let Some(id) = event["member_id"].as_str() else {
            return;
        };
        let data = &event["data"];
        if data.is_null() || data["state"] == "removed" {
            self.members.remove(id);
        } else {
            self.members.insert(id.to_owned(), told(data));
        }
    }
}

/// Of a member, what an app keeps.
fn told(member: &Value) -> Value {
    let kept = [
        "id",
        "state",
        "may_sign_in",
        "user",
        "user_name",
        "display_name",
        "email",
        "user_group",
        "classes",
        "teacher",
        "protected",
        "origin",
    ];
    kept.iter()
        .map(|name| ((*name).to_owned(), member[*name].clone()))
        .collect()
}

/// A call whose answer is not read yet.
pub(super) fn begin(socket: &Path, path: &str) -> UnixStream {
    let mut stream = UnixStream::connect(socket).unwrap();
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nhost: rosterd\r\nconnection: close\r\n\r\n"
    )
    .unwrap();
    stream
}

/// A call that may take a while.
pub(super) fn ask(socket: &Path, path: &str) -> Value {
    let mut stream = begin(socket, path);
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (_, body) = answer.split_once("\r\n\r\n").unwrap();
    serde_json::from_str(body).unwrap()
}
