//! The process: reload, drain, second TERM, restart, wrong configuration.

use std::{
    fs::{self, Permissions},
    os::unix::fs::PermissionsExt as _,
    process::Command,
    time::Duration,
};

use tempfile::TempDir;

use crate::{ROSTERD, served::Served, start, user};

#[tokio::test]
async fn what_was_answered_is_there_after_a_kill() {
    let daemon = start();
    daemon
        .client()
        .post("/Users", &user("ada"))
        .await
        .expect(201);
    let daemon = daemon.kill_and_restart();
    let found = daemon.client().get("/Users").await.expect(200).json();
    assert_eq!(found["Resources"][0]["userName"], "ada@example.com");
    let log = crate::activity(&daemon, &daemon.tenant);
    let created = log.iter().find(|entry| entry["operation"] == "create");
    assert_eq!(created.unwrap()["who"]["email"], "ada@example.com");
}

#[tokio::test]
async fn term_finishes_and_ends_with_zero() {
    let mut daemon = start();
    daemon
        .client()
        .post("/Users", &user("ada"))
        .await
        .expect(201);
    daemon.signal("TERM");
    assert_eq!(daemon.wait(), Some(0));
}

#[tokio::test]
async fn a_second_term_ends_a_drain_that_hangs() {
    let mut daemon = start();
    daemon
        .client()
        .post("/Users", &user("ada"))
        .await
        .expect(201);
    daemon.fault("stall-commit", "");
    let scim = daemon.client();
    let hanging = tokio::spawn(async move {
        scim.try_send(
            http::Method::POST,
            "/Users",
            &[],
            Some(user("ben").to_string()),
        )
        .await
    });
    tokio::time::sleep(Duration::from_millis(300)).await;
    daemon.signal("TERM");
    tokio::time::sleep(Duration::from_millis(300)).await;
    daemon.signal("TERM");
    assert_eq!(daemon.wait(), Some(1));
    drop(hanging.await);
}

#[tokio::test]
async fn a_reload_takes_effect_as_a_whole_or_not_at_all() {
    let served = Served::start("[limits]\nbody_bytes = \"8MiB\"\n");
    served.config("[limits]\nbody_bytes = \"2KiB\"\n");
    served.signal("HUP");
    served.wait_for_log("configuration reloaded");

    served.config("[limits]\nbody_bytes = \"8MiB\"\nbodi = 1\n");
    served.signal("HUP");
    served.wait_for_log("configuration not reloaded");
    let log = served.log();
    assert!(log.contains("bodi"), "the key at fault is named: {log}");

    served.config("[limits]\nbody_bytes = \"8MiB\"\n[store]\ncache_bytes = \"32MiB\"\n");
    served.signal("HUP");
    served.wait_for_log("store.cache");
    let status = served.cli(&["status"]);
    assert!(
        status.contains("\"generation\":2"),
        "one reload was taken: {status}"
    );
}

#[test]
fn a_wrong_file_is_refused_with_the_place() {
    let directory = TempDir::new().unwrap();
    let config = directory.path().join("config.toml");
    fs::write(
        &config,
        "[server]\ndrain = \"25s\"\n\n[stoer]\npath = \"/x\"\n",
    )
    .unwrap();
    for verb in ["check", "serve"] {
        let output = Command::new(ROSTERD)
            .arg(verb)
            .arg("--config")
            .arg(&config)
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2), "{verb}");
        let words = String::from_utf8(output.stderr).unwrap();
        assert!(
            words.contains("stoer") && words.contains('^'),
            "{verb}: {words}"
        );
        assert!(words.contains("store"), "did you mean: {words}");
    }
}

#[test]
fn a_plain_listener_in_the_open_is_refused() {
    let output = Command::new(ROSTERD)
        .args(["serve", "--listen", "0.0.0.0:0"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("loopback"));
}

#[test]
fn init_writes_a_file_that_check_accepts_and_never_overwrites_one() {
    let directory = TempDir::new().unwrap();
    let config = directory.path().join("config.toml");
    let run = |verb: &str| {
        Command::new(ROSTERD)
            .arg(verb)
            .arg("--config")
            .arg(&config)
            .output()
            .unwrap()
    };
    assert!(run("init").status.success());
    let checked = run("check");
    assert!(
        checked.status.success(),
        "{}",
        String::from_utf8_lossy(&checked.stderr)
    );
    assert_eq!(run("init").status.code(), Some(1));
}

#[test]
fn check_refuses_the_key_that_serve_would_refuse() {
    let directory = TempDir::new().unwrap();
    let path = |name: &str| directory.path().join(name);
    let certificate = "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n";
    fs::write(path("certificate.pem"), certificate).unwrap();
    fs::write(path("key.pem"), "").unwrap();
    fs::set_permissions(path("key.pem"), Permissions::from_mode(0o644)).unwrap();
    let listener = format!(
        "[[listener]]\naddress = \"127.0.0.1:0\"\ncertificate = {:?}\nkey = {:?}\n",
        path("certificate.pem"),
        path("key.pem")
    );
    fs::write(path("config.toml"), listener).unwrap();
    let output = Command::new(ROSTERD)
        .args(["check", "--config"])
        .arg(path("config.toml"))
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let words = String::from_utf8(output.stderr).unwrap();
    assert!(words.contains("can be read by every user"), "{words}");
}

#[test]
fn a_log_that_is_no_terminal_has_no_colours() {
    let served = Served::start("");
    assert!(!served.log().contains('\u{1b}'), "{}", served.log());
}

#[test]
fn a_verb_without_a_daemon_says_so() {
    let directory = TempDir::new().unwrap();
    let socket = directory.path().join("none.sock");
    let output = Command::new(ROSTERD)
        .args(["status", "--socket"])
        .arg(&socket)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&output.stderr).contains("none.sock"));
}
