//! TLS material: loading, checking, and swapping it under a running listener.

use std::{
    fs::File,
    io::{self, Read},
    os::unix::fs::PermissionsExt,
    path::Path,
    sync::Arc,
};

use rustls::{
    ServerConfig,
    crypto::aws_lc_rs,
    version::{TLS12, TLS13},
};
use rustls_pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject};
use tokio_rustls::TlsAcceptor;

use crate::{Connection, Error, Stream};

/// Reads the files and builds everything a handshake needs. The key must match the certificate.
///
/// Protocol names are offered for HTTP/2 and HTTP/1.1 (RFC 7301).
pub(crate) fn load(tls: &settings::Tls) -> Result<Arc<ServerConfig>, Error> {
    let chain = chain(&tls.certificate)?;
    let key = key(&tls.key)?;
    let refused = |source| match source {
        rustls::Error::InconsistentKeys(_) => Error::KeyMismatch {
            certificate: tls.certificate.clone(),
            key: tls.key.clone(),
        },
        source => Error::Tls {
            certificate: tls.certificate.clone(),
            source,
        },
    };
    // The provider is named here, so that no process-wide default can change it.
    let provider = Arc::new(aws_lc_rs::default_provider());
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&TLS13, &TLS12])
        .map_err(refused)?
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .map_err(refused)?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}

/// Does the server's side of a handshake.
pub(crate) async fn handshake<S>(config: Arc<ServerConfig>, stream: S) -> io::Result<Stream>
where
    S: Connection + 'static,
{
    Ok(Box::new(TlsAcceptor::from(config).accept(stream).await?))
}

/// The certificates of a PEM file, at least one.
pub(crate) fn chain(path: &Path) -> Result<Vec<CertificateDer<'static>>, Error> {
    let bytes = read(&open(path)?, path)?;
    let chain = CertificateDer::pem_slice_iter(&bytes)
        .collect::<Result<Vec<_>, _>>()
        .map_err(|source| Error::Pem {
            path: path.to_owned(),
            source,
        })?;
    if chain.is_empty() {
        return Err(Error::CertificateMissing {
            path: path.to_owned(),
        });
    }
    Ok(chain)
}

fn key(path: &Path) -> Result<PrivateKeyDer<'static>, Error> {
    let file = open(path)?;
    // The mode of what is open, not of what has the name by now.
    let metadata = file.metadata().map_err(|source| unreadable(path, source))?;
    let mode = metadata.permissions().mode() & 0o7777;
    if mode & READABLE_BY_OTHERS != 0 {
        return Err(Error::KeyExposed {
            path: path.to_owned(),
            mode,
        });
    }
    PrivateKeyDer::from_pem_slice(&read(&file, path)?).map_err(|source| Error::Pem {
        path: path.to_owned(),
        source,
    })
}

fn open(path: &Path) -> Result<File, Error> {
    File::open(path).map_err(|source| unreadable(path, source))
}

fn read(file: &File, path: &Path) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    file.take(LARGEST)
        .read_to_end(&mut bytes)
        .map_err(|source| unreadable(path, source))?;
    Ok(bytes)
}

fn unreadable(path: &Path, source: io::Error) -> Error {
    Error::Read {
        path: path.to_owned(),
        source,
    }
}

const READABLE_BY_OTHERS: u32 = 0o004;

/// No chain is longer; a device file given by mistake must not fill the memory.
const LARGEST: u64 = 1 << 20;

#[cfg(test)]
mod tests;
