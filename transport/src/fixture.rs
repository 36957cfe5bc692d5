//! Certificates and connections for the tests of this crate.

use std::{fs, os::unix::fs::PermissionsExt, path::Path, sync::Arc, time::Duration};

use rcgen::{CertificateParams, KeyPair};
use rustls::{ClientConfig, RootCertStore, crypto::aws_lc_rs, version::TLS13};
use rustls_pki_types::{CertificateDer, ServerName, pem::PemObject};
use tempfile::TempDir;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};
use tokio_rustls::{TlsConnector, client::TlsStream};

use crate::{Connection, Listener};

/// Longer than any handshake on one machine.
pub(crate) const LIMIT: Duration = Duration::from_secs(10);

/// TLS files in a directory of their own.
#[derive(Debug)]
pub(crate) struct Material {
    pub(crate) tls: settings::Tls,
    _directory: TempDir,
}

/// A self-signed certificate for `localhost` and its key.
pub(crate) fn material() -> Material {
    let directory = tempfile::tempdir().unwrap();
    let tls = settings::Tls {
        certificate: directory.path().join("certificate.pem"),
        key: directory.path().join("key.pem"),
    };
    renew(&tls);
    Material {
        tls,
        _directory: directory,
    }
}

/// Puts a new certificate and its key into the files.
pub(crate) fn renew(tls: &settings::Tls) {
    let key = KeyPair::generate().unwrap();
    let certificate = CertificateParams::new([String::from("localhost")])
        .unwrap()
        .self_signed(&key)
        .unwrap();
    fs::write(&tls.certificate, certificate.pem()).unwrap();
    write_key(&tls.key, &key.serialize_pem());
}

pub(crate) fn write_key(path: &Path, pem: &str) {
    fs::write(path, pem).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o600)).unwrap();
}

/// A TLS connection to a listener, made by a client that trusts only this certificate.
pub(crate) async fn connect(
    listener: &dyn Listener,
    trusted: CertificateDer<'static>,
) -> std::io::Result<TlsStream<TcpStream>> {
    let mut roots = RootCertStore::empty();
    roots.add(trusted).unwrap();
    let mut config = ClientConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_protocol_versions(&[&TLS13])
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec()];
    let stream = TcpStream::connect(listener.endpoint().address.unwrap()).await?;
    let name = ServerName::try_from("localhost").unwrap();
    TlsConnector::from(Arc::new(config))
        .connect(name, stream)
        .await
}

pub(crate) fn certificate(tls: &settings::Tls) -> CertificateDer<'static> {
    CertificateDer::from_pem_file(&tls.certificate).unwrap()
}

/// Says something at one end and hears it at the other, both ways.
pub(crate) async fn converse(mut a: impl Connection, mut b: impl Connection) {
    let mut heard = [0; 4];
    a.write_all(b"ping").await.unwrap();
    a.flush().await.unwrap();
    b.read_exact(&mut heard).await.unwrap();
    assert_eq!(&heard, b"ping");
    b.write_all(b"pong").await.unwrap();
    b.flush().await.unwrap();
    a.read_exact(&mut heard).await.unwrap();
    assert_eq!(&heard, b"pong");
}
