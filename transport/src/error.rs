//! Why there is no listener, or why it keeps its old TLS material.

use std::{io, net::SocketAddr, path::PathBuf};

use rustls_pki_types::pem;

/// Why there is no listener, or why it keeps its old TLS material.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The address could not be bound.
    #[error("cannot listen on {address}")]
    Bind {
        /// The address asked for.
        address: SocketAddr,
        /// What the system said.
        source: io::Error,
    },
    /// The file has no certificate in PEM form.
    #[error("no certificate in {}", path.display())]
    CertificateMissing {
        /// The file.
        path: PathBuf,
    },
    /// The leaf certificate is not one.
    #[error("the first certificate in {} is not valid X.509", path.display())]
    CertificateUnreadable {
        /// The file.
        path: PathBuf,
    },
    /// Plain HTTP would be reachable from a network.
    #[error("refusing plain HTTP on {address}: it is not a loopback address")]
    Exposed {
        /// The address asked for.
        address: SocketAddr,
    },
    /// Every user may read the private key.
    #[error("the key {} can be read by every user (mode {mode:04o})", path.display())]
    KeyExposed {
        /// The key's file.
        path: PathBuf,
        /// The file's mode, permission bits only.
        mode: u32,
    },
    /// The key belongs to another certificate.
    #[error("the key {} does not belong to the certificate {}", key.display(), certificate.display())]
    KeyMismatch {
        /// The certificate's file.
        certificate: PathBuf,
        /// The key's file.
        key: PathBuf,
    },
    /// A file is not PEM, or has nothing of the kind in it.
    #[error("cannot use {} as PEM", path.display())]
    Pem {
        /// The file.
        path: PathBuf,
        /// What the PEM reader said.
        source: pem::Error,
    },
    /// A file could not be read.
    #[error("cannot read {}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A unix socket could not be made.
    #[error("cannot listen on the unix socket {}", path.display())]
    Socket {
        /// The socket.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Something that is not a socket has the path.
    #[error("{} exists and is not a socket", path.display())]
    SocketForeign {
        /// The path asked for.
        path: PathBuf,
    },
    /// Another process answers on the unix socket.
    #[error("another process listens on the unix socket {}", path.display())]
    SocketInUse {
        /// The socket.
        path: PathBuf,
    },
    /// What systemd passed cannot be understood.
    #[error("cannot take the sockets that systemd passed")]
    Systemd {
        /// What is wrong with them.
        source: io::Error,
    },
    /// No socket of that name was passed.
    #[error(
        "systemd passed no socket named \"{name}\", it passed: {}",
        listed(passed)
    )]
    SystemdMissing {
        /// The name asked for.
        name: String,
        /// The names of those that were passed.
        passed: Vec<String>,
    },
    /// A socket of that name is of no use here.
    #[error(
        "the socket \"{name}\" that systemd passed is not a listening TCP or unix stream socket"
    )]
    SystemdUnfit {
        /// The name asked for.
        name: String,
    },
    /// The TLS library refuses the certificate or the key.
    #[error("cannot use the certificate {}", certificate.display())]
    Tls {
        /// The certificate's file.
        certificate: PathBuf,
        /// What the TLS library said.
        source: rustls::Error,
    },
    /// A unix socket has no TLS here.
    #[error("a unix socket is always plain HTTP, but \"{name}\" has a certificate")]
    TlsOnUnix {
        /// The name of the socket that systemd passed.
        name: String,
    },
}

fn listed(names: &[String]) -> String {
    if names.is_empty() {
        return String::from("none");
    }
    names.join(", ")
}
