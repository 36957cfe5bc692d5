//! `[[listener]]`: where SCIM is served.

use std::{
    net::{Ipv4Addr, SocketAddr},
    path::PathBuf,
};

use serde::{Deserialize, Serialize};

use crate::{
    mode::Mode,
    place::{Place, Refusal},
    socket_path,
};

/// `[[listener]]`: where SCIM is served.
#[derive(Debug, Clone, PartialEq)]
pub enum Listener {
    /// A socket passed by systemd.
    Systemd {
        /// Its `FileDescriptorName=` in the socket unit.
        name: String,
        /// None: plain HTTP.
        tls: Option<Tls>,
    },
    /// A TCP address. Without TLS only a loopback address is served.
    Tcp {
        /// Port 0 takes any free one.
        address: SocketAddr,
        /// None: plain HTTP.
        tls: Option<Tls>,
    },
    /// A unix socket, always plain HTTP: for a proxy on the same machine.
    Unix {
        /// Where the socket is made.
        path: PathBuf,
        /// Its file mode.
        mode: u32,
    },
}

/// TLS material, as PEM files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tls {
    /// The certificate and its intermediates, leaf first.
    pub certificate: PathBuf,
    /// The private key; not readable by others.
    pub key: PathBuf,
}

impl Default for Listener {
    fn default() -> Self {
        Self::Tcp {
            address: SocketAddr::from((Ipv4Addr::LOCALHOST, 8080)),
            tls: None,
        }
    }
}

impl Listener {
    /// Its TLS material; none for plain HTTP.
    pub fn tls(&self) -> Option<&Tls> {
        match self {
            Self::Systemd { tls, .. } | Self::Tcp { tls, .. } => tls.as_ref(),
            Self::Unix { .. } => None,
        }
    }

    /// Whether it would carry tokens in plain text over a network: TCP without TLS on an address
    /// that is not loopback. Nothing serves such a listener.
    pub fn is_exposed(&self) -> bool {
        matches!(self, Self::Tcp { address, tls: None } if !is_loopback(*address))
    }
}

/// Whether an address is only reachable from this machine, also when written as an IPv4-mapped
/// IPv6 address.
pub fn is_loopback(address: SocketAddr) -> bool {
    address.ip().to_canonical().is_loopback()
}

/// A `[[listener]]` as written.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields, expecting = "a table")]
pub(crate) struct Entry {
    #[serde(
        deserialize_with = "crate::address::deserialize",
        skip_serializing_if = "Option::is_none"
    )]
    address: Option<SocketAddr>,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<PathBuf>,
    #[serde(skip_serializing_if = "Option::is_none")]
    systemd: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mode: Option<Mode>,
    #[serde(skip_serializing_if = "Option::is_none")]
    certificate: Option<PathBuf>,
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<PathBuf>,
}

/// The listeners of the file; the default one if it names none.
pub(crate) fn check(entries: Vec<Entry>) -> Result<Vec<Listener>, Refusal> {
    let mut listeners: Vec<Listener> = Vec::with_capacity(entries.len().max(1));
    for (index, entry) in entries.into_iter().enumerate() {
        let listener = entry.check(index)?;
        if listeners.iter().any(|other| same_place(other, &listener)) {
            return Err(Refusal::new(
                Place::Entry { index },
                "another listener has this place already",
                "remove one of the two",
            ));
        }
        listeners.push(listener);
    }
    if listeners.is_empty() {
        listeners.push(Listener::default());
    }
    Ok(listeners)
}

impl Entry {
    fn check(self, index: usize) -> Result<Listener, Refusal> {
        let at = |key| Place::listener(index, key);
        if self.mode.is_some() && self.path.is_none() {
            return Err(Refusal::new(
                at("mode"),
                "only a unix socket has a file mode",
                "remove `mode`, or listen on a `path`",
            ));
        }
        let tls = match (self.certificate, self.key) {
            (Some(certificate), Some(key)) => Some(Tls { certificate, key }),
            (None, None) => None,
            (Some(_), None) => {
                return Err(Refusal::new(
                    at("certificate"),
                    "a certificate without its key",
                    "add `key`, the path of its private key",
                ));
            }
            (None, Some(_)) => {
                return Err(Refusal::new(
                    at("key"),
                    "a key without its certificate",
                    "add `certificate`, the path of the certificate chain",
                ));
            }
        };
        match (self.address, self.path, self.systemd) {
            (Some(address), None, None) => {
                let listener = Listener::Tcp { address, tls };
                if listener.is_exposed() {
                    return Err(Refusal::new(
                        at("address"),
                        "plain HTTP is only for loopback addresses",
                        "add `certificate` and `key`, or listen on 127.0.0.1, [::1] or a `path` behind a proxy",
                    ));
                }
                Ok(listener)
            }
            (None, Some(_), None) if tls.is_some() => Err(Refusal::new(
                at("certificate"),
                "a unix socket is always plain HTTP",
                "remove `certificate` and `key`: the proxy in front does the TLS",
            )),
            (None, Some(path), None) => {
                socket_path::check(&path, at("path"))?;
                let mode = self.mode.map_or(DEFAULT_MODE, |Mode(mode)| mode);
                Ok(Listener::Unix { path, mode })
            }
            (None, None, Some(name)) if name.is_empty() || name.contains(':') => Err(Refusal::new(
                at("systemd"),
                "no socket can have this name",
                "give the FileDescriptorName= of the socket unit",
            )),
            (None, None, Some(name)) => Ok(Listener::Systemd { name, tls }),
            _ => Err(Refusal::new(
                Place::Entry { index },
                "a listener listens in one place",
                "give it exactly one of `address`, `path` and `systemd`",
            )),
        }
    }
}

impl From<&Listener> for Entry {
    fn from(listener: &Listener) -> Self {
        let entry = match listener {
            Listener::Systemd { name, .. } => Self {
                systemd: Some(name.clone()),
                ..Self::default()
            },
            Listener::Tcp { address, .. } => Self {
                address: Some(*address),
                ..Self::default()
            },
            Listener::Unix { path, mode } => Self {
                path: Some(path.clone()),
                mode: Some(Mode(*mode)),
                ..Self::default()
            },
        };
        Self {
            certificate: listener.tls().map(|tls| tls.certificate.clone()),
            key: listener.tls().map(|tls| tls.key.clone()),
            ..entry
        }
    }
}

fn same_place(a: &Listener, b: &Listener) -> bool {
    match (a, b) {
        (Listener::Systemd { name: a, .. }, Listener::Systemd { name: b, .. }) => a == b,
        // Port 0 is a new port each time.
        (Listener::Tcp { address: a, .. }, Listener::Tcp { address: b, .. }) => {
            a == b && a.port() != 0
        }
        (Listener::Unix { path: a, .. }, Listener::Unix { path: b, .. }) => a == b,
        _ => false,
    }
}

/// The owner and the group: a proxy is given access by the group.
const DEFAULT_MODE: u32 = 0o660;
