//! What scripts rely on: flags, and the fields of `--json`.

use std::{collections::BTreeSet, process::Command, time::Duration};

use serde_json::{Value, json};
use testkit::Client;

use crate::{ROSTERD, activity, start, user};

#[test]
fn json_answers_have_the_promised_fields() {
    let daemon = start();
    let tenant = &daemon.cli(&[
        "tenant", "create", "Acme", "--kind", "school", "--sso", "oidc",
    ])[0];
    has(tenant, &["id", "name", "kind", "sso"]);
    assert_eq!(
        (&tenant["name"], &tenant["kind"], &tenant["sso"]),
        (&"Acme".into(), &"school".into(), &"oidc".into())
    );
    let id = tenant["id"].as_str().unwrap();
    let token = &daemon.cli(&["token", "create", id, "Entra ID"])[0];
    has(token, &["id", "prefix", "token"]);
    daemon.cli(&["token", "revoke", id, token["id"].as_str().unwrap()]);
    // A name does as well as an id.
    assert_eq!(daemon.cli(&["member", "list", "Acme"]), Vec::<Value>::new());
    for entry in daemon.cli(&["activity", "Acme"]) {
        has(&entry, &["seq", "at", "operation", "result", "source"]);
    }
    let status = &daemon.cli(&["status"])[0];
    has(status, &["version", "pid", "uptime_seconds", "problems"]);
    let first = status.as_object().unwrap().keys().next().unwrap();
    assert_eq!(first, "problems", "the rest is long");
}

#[test]
fn a_tenant_of_which_nothing_else_is_said_can_be_connected() {
    let daemon = start();
    let tenant = &daemon.cli(&["tenant", "create", "Plain"])[0];
    let facts = (&tenant["kind"], &tenant["sso"], &tenant["grace_days"]);
    assert_eq!(facts, (&json!("business"), &json!("saml"), &json!(7)));
    daemon.cli(&["token", "create", "Plain", "Entra ID"]);
}

#[tokio::test]
async fn the_demo_keeps_its_data_where_it_is_told() {
    let daemon = start();
    daemon
        .client()
        .post("/Users", &user("ada"))
        .await
        .expect(201);
    let tenant = daemon.tenant.clone();
    let daemon = daemon.kill_and_restart();
    assert_eq!(daemon.tenant, tenant, "the same tenant again");
    assert_eq!(
        daemon.client().get("/Users").await.json()["totalResults"],
        1
    );
}

#[tokio::test]
async fn limits_answer_429_with_whole_seconds_and_let_removals_pass() {
    let daemon = testkit::Process::start_with(ROSTERD, &["--limits"]);
    let scim = daemon.client();
    let id = scim.post("/Users", &user("ada")).await.expect(201).id();
    let readers: Vec<_> = (0..20)
        .map(|_| tokio::spawn(read_many(scim.clone())))
        .collect();
    let mut limited = 0;
    for reader in readers {
        limited += reader.await.unwrap();
    }
    assert!(limited > 0, "the limit was never reached");

    // All of them are counted, in few lines.
    let mut lines = Vec::new();
    for _ in 0..100 {
        lines = activity(&daemon, &daemon.tenant);
        lines.retain(|entry| entry["error"]["status"] == 429);
        let counted: u64 = lines
            .iter()
            .filter_map(|one| one["repeated"].as_u64())
            .sum();
        if counted >= limited {
            assert_eq!(counted, limited);
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert_eq!(
        (&lines[0]["operation"], &lines[0]["result"]),
        (&json!("read"), &json!("failed"))
    );
    scim.delete(&format!("/Users/{id}")).await.expect(204);
}

/// How many of 100 reads, one after the other, were limited.
async fn read_many(scim: Client) -> u64 {
    let mut limited = 0;
    for _ in 0..100 {
        let answer = scim.get("/Users?count=0").await;
        if answer.status.as_u16() == 429 {
            limited += 1;
            let wait: u32 = answer
                .header("retry-after")
                .expect("Retry-After")
                .parse()
                .expect("whole seconds");
            assert!((1..=30).contains(&wait), "{wait}");
        } else {
            drop(answer.expect(200));
        }
    }
    limited
}

#[test]
fn every_verb_explains_itself() {
    let verbs = [
        "serve", "check", "init", "status", "tenant", "token", "activity", "member", "import",
        "export", "simulate", "demo",
    ];
    let help = Command::new(ROSTERD).arg("--help").output().unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    for verb in verbs {
        assert!(help.contains(verb), "{verb}");
        let output = Command::new(ROSTERD)
            .args([verb, "--help"])
            .output()
            .unwrap();
        assert!(output.status.success(), "{verb}");
    }
}

fn has(value: &Value, names: &[&str]) {
    let found: BTreeSet<_> = value
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    for name in names {
        assert!(found.contains(name), "no {name} in {value}");
    }
}
