//! What goes wrong with an assertion, and with the keys that are to prove it.

use jiff::Timestamp;

/// Why an assertion is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Rejection {
    /// It is no JWT, or one without the claims that are needed.
    #[error("not a JWT with the claims iss, sub, aud and exp")]
    Malformed,
    /// Its signature is of a kind that is not taken.
    #[error("signed by an algorithm that is not taken")]
    Algorithm,
    /// Its issuer publishes no key that could have signed it.
    #[error("signed with a key that the issuer does not publish")]
    UnknownKey,
    /// Somebody else has signed it, or it was altered.
    #[error("the signature is not the issuer's")]
    Signature,
    /// Nobody can tell at the moment: the issuer's keys can't be had.
    #[error("the issuer's keys cannot be had")]
    NoKeys,
    /// Its `exp` is over.
    #[error("expired at {0}")]
    Expired(Timestamp),
    /// Its `nbf` or `iat` is to come.
    #[error("not valid before {0}")]
    Early(Timestamp),
}

/// Why an issuer's keys could not be read. For the log: clients can do nothing about it.
#[derive(Debug, thiserror::Error)]
pub(crate) enum KeysError {
    #[error("the URL names no host")]
    Url,
    #[error("the file cannot be read: {0}")]
    File(std::io::Error),
    #[error("the host cannot be reached: {0}")]
    Connect(std::io::Error),
    #[error("no authority of this machine can be read, so no certificate can be checked")]
    Authorities,
    #[error("TLS cannot be set up: {0}")]
    Tls(#[from] rustls::Error),
    #[error("the exchange broke: {0}")]
    Http(#[from] hyper::Error),
    #[error("the answer has status {0}; redirects are not followed")]
    Status(u16),
    #[error("the answer is longer than {limit} bytes, or it broke off")]
    Body { limit: usize },
    #[error("it took longer than {0:?}")]
    TimedOut(std::time::Duration),
    #[error("not a JSON Web Key Set: {0}")]
    Json(#[from] serde_json::Error),
    #[error("no key in it can prove a signature of a kind that is taken")]
    NoUsableKey,
}
