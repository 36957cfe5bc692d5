//! Tokens that stop being used (I10, D19; the clock is moved by an injected offset).

use serde_json::Value;
use testkit::Process;

use crate::start;

const HOUR: i64 = 60 * 60;

/// One token, as `token list` shows it.
fn token(daemon: &Process, id: &str) -> Value {
    let tokens = daemon.cli(&["token", "list", &daemon.tenant]);
    let found = tokens.into_iter().find(|token| token["id"] == id);
    found.unwrap_or_else(|| panic!("no token {id}"))
}

fn entries(daemon: &Process, operation: &str) -> Vec<Value> {
    daemon.cli(&["activity", &daemon.tenant, "--operation", operation])
}

fn new_token(daemon: &Process, name: &str) -> (String, String) {
    let made = daemon
        .cli(&["token", "create", &daemon.tenant, name])
        .remove(0);
    let text = |key: &str| made[key].as_str().unwrap().to_owned();
    (text("id"), text("token"))
}

async fn call(daemon: &Process, secret: &str) {
    let client = daemon.client().with_authorization(Some(secret));
    client.get("/Users?count=1").await.expect(200);
}

/// A start writes down what was used before: a use is else written up to a minute later.
fn start_again(mut daemon: Process) -> Process {
    daemon.signal("TERM");
    assert_eq!(daemon.wait(), Some(0));
    daemon.restart()
}

/// A daemon whose token has called every five hours, for a day and a night.
async fn called_every_five_hours(mut daemon: Process, secret: &str) -> Process {
    for burst in 0..6 {
        daemon.fault("clock-offset", &(burst * 5 * HOUR).to_string());
        call(&daemon, secret).await;
        daemon = start_again(daemon);
    }
    daemon
}

/// Within a minute.
async fn eventually(what: &str, mut holds: impl FnMut() -> bool) {
    for _ in 0..600 {
        if holds() {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    panic!("{what}");
}

#[tokio::test]
async fn a_token_that_falls_silent_is_told_once_and_shown_until_it_calls_again() {
    let daemon = start();
    let (id, secret) = new_token(&daemon, "Entra ID");
    let (unused, _) = new_token(&daemon, "never used");
    let (revoked, revoked_secret) = new_token(&daemon, "revoked");
    call(&daemon, &revoked_secret).await;
    let daemon = called_every_five_hours(daemon, &secret).await;
    daemon.cli(&["token", "revoke", &daemon.tenant, &revoked]);
    let last_call = token(&daemon, &id)["last_used_at"].clone();
    assert_eq!(token(&daemon, &id)["usual"], "every 5 hours");

    daemon.fault("clock-offset", &((25 + 14) * HOUR).to_string());
    tokio::time::sleep(std::time::Duration::from_secs(2)).await;
    assert_eq!(token(&daemon, &id)["silent_since"], Value::Null);
    daemon.fault("clock-offset", &((25 + 16) * HOUR).to_string());
    let is_silent = || token(&daemon, &id)["silent_since"] == last_call;
    eventually("it is silent after three usual cycles", is_silent).await;

    let told = entries(&daemon, "token_silent");
    assert_eq!(told.len(), 1, "no other token: {told:?}");
    assert_eq!(told[0]["who"]["id"], id.as_str());
    assert_eq!(told[0]["source"]["kind"], "timer");
    assert_eq!(told[0]["events"][0]["type"], "sync.silent");
    let reason = told[0]["reason"].as_str().unwrap();
    assert!(reason.ends_with("usually every 5 hours"), "{reason}");
    for quiet in [&unused, &revoked] {
        assert_eq!(token(&daemon, quiet)["warning"], Value::Null);
    }
    let status = daemon.cli(&["status"]).remove(0);
    assert_eq!(status["problems"].as_array().unwrap().len(), 0, "{status}");
    assert_eq!(status["warnings"][0]["token"], id.as_str());
    assert_eq!(status["warnings"][0]["since"], last_call);
    let why = daemon.cli(&["explain", &daemon.tenant, "ada@example.com"]);
    assert_eq!(why[0]["verdict"], "directory_silent");
    let says = why[0]["says"].as_str().unwrap();
    assert!(
        says.contains("every 5 hours") && says.contains("It may be that"),
        "{says}"
    );

    daemon.fault("clock-offset", &((25 + 60) * HOUR).to_string());
    call(&daemon, &secret).await;
    let daemon = start_again(daemon);
    let again = token(&daemon, &id);
    assert_eq!(again["silent_since"], Value::Null);
    assert_eq!(again["warning"], Value::Null);
    let resumed = entries(&daemon, "token_resumed");
    assert_eq!(resumed.len(), 1, "{resumed:?}");
    assert_eq!(resumed[0]["events"][0]["type"], "sync.resumed");
    assert_eq!(resumed[0]["source"]["token"], id.as_str());
    assert_eq!(entries(&daemon, "token_silent").len(), 1, "told once");
    let status = daemon.cli(&["status"]).remove(0);
    assert_eq!(status["warnings"].as_array().unwrap().len(), 0);
    let why = daemon.cli(&["explain", &daemon.tenant, "ada@example.com"]);
    assert_eq!(why[0]["verdict"], "never_received");
}

#[tokio::test]
async fn a_token_that_was_not_used_for_90_days_is_a_warning() {
    let daemon = start();
    let (used, secret) = new_token(&daemon, "Entra ID");
    let (never, _) = new_token(&daemon, "spare");
    let expiring = [
        "token",
        "create",
        &daemon.tenant,
        "short",
        "--expires",
        "30d",
    ];
    let expired = daemon.cli(&expiring)[0]["id"].as_str().unwrap().to_owned();
    call(&daemon, &secret).await;
    let day = 24 * HOUR;
    daemon.fault("clock-offset", &(89 * day).to_string());
    tokio::time::sleep(std::time::Duration::from_secs(2)).await;
    assert_eq!(token(&daemon, &used)["warning"], Value::Null);
    daemon.fault("clock-offset", &(90 * day + HOUR).to_string());
    for id in [&used, &never] {
        let is_unused = || token(&daemon, id)["unused_since"].is_string();
        eventually("it is unused after 90 days", is_unused).await;
        let token = token(&daemon, id);
        assert!(
            token["warning"].as_str().unwrap().starts_with("unused"),
            "{token}"
        );
        let told = entries(&daemon, "token_unused");
        let mut told = told
            .iter()
            .filter(|entry| entry["who"]["id"] == id.as_str());
        let entry = told.next().unwrap();
        assert_eq!(entry["events"][0]["type"], "token.unused");
        assert_eq!(entry["source"]["kind"], "timer");
        assert_eq!(told.next(), None, "told once");
    }
    assert_eq!(token(&daemon, &expired)["warning"], Value::Null);
    let status = daemon.cli(&["status"]).remove(0);
    let warned = status["warnings"].as_array().unwrap();
    assert!(
        warned.iter().any(|one| one["token"] == used.as_str()),
        "{status}"
    );

    call(&daemon, &secret).await;
    let daemon = start_again(daemon);
    assert_eq!(token(&daemon, &used)["warning"], Value::Null);
    assert!(token(&daemon, &never)["warning"].is_string());
}
