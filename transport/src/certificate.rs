//! From when until when a certificate is valid (RFC 5280 §4.1.2.5).
//!
//! The TLS library checks the certificates of others, not our own. Handing out an expired one is
//! found by every client first, so `check`, `status` and a reload look at it before.

mod der;

use jiff::Timestamp;

use crate::{Error, tls};

/// From when until when a certificate is valid, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Validity {
    /// The first moment.
    pub from: Timestamp,
    /// The last moment.
    pub until: Timestamp,
}

impl Validity {
    /// Whether a client whose clock shows `now` would accept it.
    pub fn contains(&self, now: Timestamp) -> bool {
        self.from <= now && now <= self.until
    }
}

/// Reads the leaf certificate's validity.
///
/// # Errors
/// If the file cannot be read, or does not begin with an X.509 certificate in PEM form.
pub fn validity(tls: &settings::Tls) -> Result<Validity, Error> {
    let chain = tls::chain(&tls.certificate)?;
    chain
        .first()
        .and_then(|leaf| der::validity(leaf))
        .ok_or_else(|| Error::CertificateUnreadable {
            path: tls.certificate.clone(),
        })
}

#[cfg(test)]
mod tests;
