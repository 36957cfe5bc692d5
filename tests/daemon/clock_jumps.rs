//! The machine's clock jumps by a year, ahead or back: nobody is removed before their time by the
//! clock as it then stands, whoever is due is removed within a minute, and nothing is lost (P5).

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use testkit::{Client, Process};

use crate::{activity, admin, member, start, user};

const DAY: i64 = 24 * 60 * 60;
const YEAR: i64 = 365 * DAY;
/// From delete to removal.
const GRACE: i64 = 7 * DAY;

fn set_clock(daemon: &Process, offset: i64) {
    daemon.fault("clock-offset", &offset.to_string());
}

fn state_of(daemon: &Process, name: &str) -> String {
    let member = member(daemon, &daemon.tenant, &format!("{name}@example.com"));
    member["state"].as_str().unwrap().to_owned()
}

#[track_caller]
fn assert_states(daemon: &Process, wanted: &[(&str, &str)]) {
    for (name, state) in wanted {
        assert_eq!(state_of(daemon, name), *state, "{name}");
    }
}

/// Has the daemon look at what is due by now, and waits until it has: the look is taken in before
/// the first status is asked for, and each tenant's removals before the second.
fn look(daemon: &Process) {
    let path = format!("/v1/tenants/{}", daemon.tenant);
    assert_eq!(admin(daemon, "PATCH", &path, &json!({})).0, 200);
    for _ in 0..2 {
        assert_eq!(admin(daemon, "GET", "/v1/status", &Value::Null).0, 200);
    }
}

/// The timer itself, at most a minute late.
async fn removed_in_time(daemon: &Process, name: &str) {
    let begun = Instant::now();
    while state_of(daemon, name) != "removed" {
        assert!(begun.elapsed() < Duration::from_mins(1), "{name} is late");
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
}

async fn create(scim: &Client, name: &str) -> String {
    scim.post("/Users", &user(name)).await.expect(201).id()
}

async fn leave(scim: &Client, name: &str) {
    let id = create(scim, name).await;
    scim.delete(&format!("/Users/{id}")).await.expect(204);
}

#[tokio::test]
async fn a_clock_that_jumps_by_a_year_removes_nobody_early_and_loses_nothing() {
    let daemon = start();
    let tenant = daemon.tenant.clone();
    daemon.cli(&[
        "setting",
        "set",
        &tenant,
        "retention_days=730",
        "hold_percent=0",
    ]);
    let lasting = daemon
        .cli(&["token", "create", &tenant, "Lasting", "--expires", "800d"])
        .remove(0);
    let lasting = lasting["token"].as_str().unwrap();
    let scim = Client::new(&daemon.base_url, lasting);
    let stays = create(&scim, "stays").await;
    // As many as may go within a day, and one more, who is held: no jump decides that.
    for name in ["a", "b", "c", "d", "e", "held"] {
        leave(&scim, name).await;
    }
    assert_states(
        &daemon,
        &[("a", "pending"), ("e", "pending"), ("held", "held")],
    );

    // Back: by this clock nobody has left yet.
    set_clock(&daemon, -YEAR);
    look(&daemon);
    assert_states(
        &daemon,
        &[("a", "pending"), ("e", "pending"), ("held", "held")],
    );
    leave(&scim, "past").await;
    set_clock(&daemon, -YEAR + GRACE - 60);
    look(&daemon);
    assert_eq!(state_of(&daemon, "past"), "pending");

    // Ahead: whoever waits is due by then, and is removed by the timer.
    set_clock(&daemon, YEAR);
    removed_in_time(&daemon, "a").await;
    look(&daemon);
    for name in ["b", "c", "d", "e", "past"] {
        assert_eq!(state_of(&daemon, name), "removed", "{name}");
    }
    assert_states(&daemon, &[("held", "held"), ("stays", "active")]);
    leave(&scim, "ahead").await;
    assert_eq!(state_of(&daemon, "ahead"), "pending");

    // And where it was: who left by the other clock is not due before that one's time.
    set_clock(&daemon, 0);
    look(&daemon);
    leave(&scim, "now").await;
    set_clock(&daemon, GRACE - 60);
    look(&daemon);
    assert_states(&daemon, &[("ahead", "pending"), ("now", "pending")]);
    set_clock(&daemon, GRACE + 60);
    look(&daemon);
    assert_states(&daemon, &[("ahead", "pending"), ("now", "removed")]);
    set_clock(&daemon, YEAR + GRACE - 60);
    look(&daemon);
    assert_eq!(state_of(&daemon, "ahead"), "pending");
    set_clock(&daemon, YEAR + GRACE + 60);
    look(&daemon);
    assert_states(
        &daemon,
        &[("ahead", "removed"), ("held", "held"), ("stays", "active")],
    );

    // A token that expires later is good all the time, and the record is what it was.
    set_clock(&daemon, 0);
    scim.get(&format!("/Users/{stays}")).await.expect(200);
    assert_log_is_whole(&daemon);
    let daemon = daemon.kill_and_restart();
    assert_log_is_whole(&daemon);
    assert_states(&daemon, &[("held", "held"), ("stays", "active")]);
}

/// Each removal is there once, and no number is missing.
fn assert_log_is_whole(daemon: &Process) {
    let verified = daemon
        .cli(&["activity", "verify", &daemon.tenant])
        .remove(0);
    assert_eq!(
        (&verified["whole"], &verified["first"]),
        (&json!(true), &json!(1))
    );
    let log = activity(daemon, &daemon.tenant);
    for (index, entry) in log.iter().enumerate() {
        assert_eq!(entry["seq"], index + 1);
    }
    let due = log
        .iter()
        .filter(|entry| entry["operation"] == "remove_due");
    assert_eq!(due.count(), 8);
}
