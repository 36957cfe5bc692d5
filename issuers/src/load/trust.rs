//! Which servers are believed to be who they say: those that this machine trusts.

use std::sync::Arc;

use rustls::{ClientConfig, RootCertStore, crypto::aws_lc_rs};

use crate::error::KeysError;

/// TLS 1.2 and 1.3. The authorities are read each time, which is seldom, so that an update of
/// theirs needs no restart.
pub(super) async fn client_config() -> Result<ClientConfig, KeysError> {
    let native = tokio::task::spawn_blocking(rustls_native_certs::load_native_certs)
        .await
        .map_err(|_| KeysError::Authorities)?;
    let mut roots = RootCertStore::empty();
    // Single entries that cannot be read do not matter while others can.
    roots.add_parsable_certificates(native.certs);
    if roots.is_empty() {
        return Err(KeysError::Authorities);
    }
    let provider = Arc::new(aws_lc_rs::default_provider());
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}
