//! Which servers are believed to be who they say.

use std::path::Path;
use std::sync::Arc;

use rustls::{ClientConfig, RootCertStore, crypto::aws_lc_rs};
use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::PemObject as _;

use crate::failure::Failure;

/// TLS 1.2 and 1.3, with the authorities of the PEM file `ca` alone or with the system's.
pub(super) fn client_config(ca: Option<&Path>) -> Result<ClientConfig, Failure> {
    let failure = |reason: String| Failure::Authorities {
        path: ca.map(Path::to_owned),
        reason,
    };
    let mut roots = RootCertStore::empty();
    match ca {
        Some(path) => {
            let certificates = CertificateDer::pem_file_iter(path);
            for certificate in certificates.map_err(|error| failure(error.to_string()))? {
                let certificate = certificate.map_err(|error| failure(error.to_string()))?;
                roots
                    .add(certificate)
                    .map_err(|error| failure(error.to_string()))?;
            }
        }
        None => {
            // Single entries that cannot be read do not matter while others can.
            roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        }
    }
    if roots.is_empty() {
        return Err(failure("no certificate found".to_owned()));
    }
    let mut config = ClientConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| failure(error.to_string()))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}
