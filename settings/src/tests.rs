//! What a file means, and what is said about one that means nothing.

mod messages;
mod reference;
mod reload;
mod values;

use crate::{Issuer, KeySource, Listener, OAuth, Server, Settings, Tls};

/// Settings in which no key is left out. Structs with optional keys are written whole, so that a
/// new one cannot be forgotten here.
fn every_key_given() -> Settings {
    let defaults = Settings::default();
    let tls = Some(Tls {
        certificate: "/etc/rosterd/certificate.pem".into(),
        key: "/etc/rosterd/key.pem".into(),
    });
    Settings {
        server: Server {
            public_url: Some(String::from("https://scim.example.com")),
            drain: defaults.server.drain,
        },
        listeners: vec![
            Listener::Tcp {
                address: "127.0.0.1:8080".parse().unwrap(),
                tls,
            },
            Listener::Unix {
                path: "/run/rosterd/scim.sock".into(),
                mode: 0o660,
            },
            Listener::Systemd {
                name: String::from("scim"),
                tls: None,
            },
        ],
        oauth: OAuth {
            access_token: defaults.oauth.access_token,
            issuers: vec![
                Issuer {
                    issuer: String::from("https://login.microsoftonline.com/*/v2.0"),
                    keys: KeySource::Url(String::from("https://issuer.example.com/keys")),
                },
                Issuer {
                    issuer: String::from("https://issuer.example.com"),
                    keys: KeySource::File("/etc/rosterd/issuer-keys.json".into()),
                },
            ],
        },
        ..defaults
    }
}
