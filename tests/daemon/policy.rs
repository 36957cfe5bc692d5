//! What an admin sets, sees, approves and takes back, by the command line; what the directory does
//! meanwhile, over SCIM.

mod edits;
mod explain;
mod faults;
mod held;
mod live;
mod provenance;
mod settings;

use serde_json::{Value, json};
use testkit::{Client, Process};

use crate::user;

/// Makes people and gives their directory ids.
async fn people(scim: &Client, count: usize) -> Vec<String> {
    let mut ids = Vec::new();
    for n in 0..count {
        let made = scim.post("/Users", &user(&format!("p{n:03}"))).await;
        ids.push(made.expect(201).id());
    }
    ids
}

fn set(daemon: &Process, settings: &[&str]) -> Value {
    let mut arguments = vec!["setting", "set", &daemon.tenant];
    arguments.extend(settings);
    daemon.cli(&arguments).remove(0)
}

fn state(daemon: &Process) -> Value {
    daemon.cli(&["state", &daemon.tenant]).remove(0)
}

fn in_state(daemon: &Process, state: &str) -> usize {
    daemon
        .cli(&["member", "list", &daemon.tenant, "--state", state])
        .len()
}

async fn set_active(scim: &Client, id: &str, active: bool) -> Value {
    let operations = json!([{ "op": "replace", "path": "active", "value": active }]);
    let path = format!("/Users/{id}");
    scim.patch(&path, &operations).await.expect(200).json()
}
