//! Files that are accepted.

use std::{path::PathBuf, time::Duration};

use crate::{Listener, LogFormat, Rate, Recovery, Settings, Tls};

fn parse(text: &str) -> Settings {
    Settings::parse(text, "config.toml").unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn an_empty_file_is_the_defaults() {
    let settings = parse("");
    assert_eq!(settings, Settings::default());
    assert_eq!(
        settings.listeners,
        [Listener::Tcp {
            address: "127.0.0.1:8080".parse().unwrap(),
            tls: None
        }]
    );
}

#[test]
fn each_kind_of_listener_is_read() {
    let settings = parse(
        r#"
        [[listener]]
        address = "[::1]:8080"

        [[listener]]
        address = "0.0.0.0:8443"
        certificate = "/etc/rosterd/cert.pem"
        key = "/etc/rosterd/key.pem"

        [[listener]]
        path = "/run/rosterd/scim.sock"

        [[listener]]
        path = "/run/rosterd/open.sock"
        mode = "0666"

        [[listener]]
        systemd = "scim"
        "#,
    );
    let tls = Tls {
        certificate: PathBuf::from("/etc/rosterd/cert.pem"),
        key: PathBuf::from("/etc/rosterd/key.pem"),
    };
    assert_eq!(
        settings.listeners,
        [
            Listener::Tcp {
                address: "[::1]:8080".parse().unwrap(),
                tls: None
            },
            Listener::Tcp {
                address: "0.0.0.0:8443".parse().unwrap(),
                tls: Some(tls)
            },
            Listener::Unix {
                path: PathBuf::from("/run/rosterd/scim.sock"),
                mode: 0o660
            },
            Listener::Unix {
                path: PathBuf::from("/run/rosterd/open.sock"),
                mode: 0o666
            },
            Listener::Systemd {
                name: String::from("scim"),
                tls: None
            },
        ]
    );
}

#[test]
fn loopback_is_loopback_however_it_is_written() {
    for (address, loopback) in [
        ("127.0.0.1:1", true),
        ("127.9.9.9:1", true),
        ("[::1]:1", true),
        ("[::ffff:127.0.0.1]:1", true),
        ("0.0.0.0:1", false),
        ("[::]:1", false),
        ("192.168.0.1:1", false),
        ("[::ffff:10.0.0.1]:1", false),
    ] {
        assert_eq!(
            crate::is_loopback(address.parse().unwrap()),
            loopback,
            "{address}"
        );
    }
}

#[test]
fn several_listeners_may_each_take_any_free_port() {
    let twice = "[[listener]]\naddress = \"127.0.0.1:0\"\n".repeat(2);
    assert_eq!(parse(&twice).listeners.len(), 2);
}

#[test]
fn given_values_replace_defaults_and_leave_the_rest() {
    let settings = parse(
        r#"
        server.public_url = "https://scim.example.com"
        server.drain = "0s"
        store.cache_bytes = "1GiB"
        store.recovery = "lean"
        rates.token = { per_second = 5, burst = 7 }
        oauth.access_token = "6h"
        tenants.idle = "1h 30m"
        tenants.restarts = 0
        log = { level = "warn,store=debug", format = "json" }
        "#,
    );
    let mut expected = Settings::default();
    expected.server.public_url = Some(String::from("https://scim.example.com"));
    expected.server.drain = Duration::ZERO;
    expected.store.cache_bytes = 1 << 30;
    expected.store.recovery = Recovery::Lean;
    expected.rates.token = Rate {
        per_second: 5,
        burst: 7,
    };
    expected.oauth.access_token = Duration::from_hours(6);
    expected.tenants.idle = Duration::from_mins(90);
    expected.tenants.restarts = 0;
    expected.log.level = String::from("warn,store=debug");
    expected.log.format = LogFormat::Json;
    assert_eq!(settings, expected);
}

#[test]
fn written_settings_read_back_the_same() {
    for settings in [Settings::default(), super::every_key_given()] {
        assert_eq!(parse(&settings.to_toml().unwrap()), settings);
    }
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("none.toml");
    let error = Settings::read(&path).unwrap_err();
    assert_eq!(error.to_string(), format!("cannot read {}", path.display()));
}

#[test]
fn a_mistake_in_a_file_names_that_file() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("config.toml");
    std::fs::write(&path, "[server]\ndrain = 25\n").unwrap();
    let error = Settings::read(&path).unwrap_err().to_string();
    assert!(
        error.starts_with(&format!("{}:2:9: ", path.display())),
        "{error}"
    );
}
