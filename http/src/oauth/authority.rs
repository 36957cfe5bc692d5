//! What makes access tokens.

use std::{fmt, future::Future};

use crate::provider::{Failure, RequestFacts};

/// Turns the proof of a client into an access token.
pub trait Authority: Send + Sync + 'static {
    /// The signatures that assertions may have now (RFC 7518 §3.1), for the metadata. None: nobody's
    /// assertions are believed.
    fn assertion_algorithms(&self) -> &'static [&'static str];

    /// Makes an access token, or says with [`Failure::Unauthorized`] that the proof is no good; its
    /// sentence goes to the client. Applies the limit per address for proofs that are no good.
    fn mint(
        &self,
        client: Client,
        facts: RequestFacts,
    ) -> impl Future<Output = Result<Minted, Failure>> + Send;
}

/// Who asks for an access token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Client {
    /// `client_id`, if one was sent.
    pub id: Option<String>,
    /// What is to show that it is who it says.
    pub proof: Proof,
}

/// What shows who a client is. Its `Debug` never shows it.
#[derive(Clone, PartialEq, Eq)]
pub enum Proof {
    /// `client_secret`.
    Secret(String),
    /// A JWT of somebody who is believed: `client_assertion` (RFC 7523 §2.2) or `subject_token`
    /// (RFC 8693 §2.1).
    Assertion(String),
}

/// A new access token.
#[derive(Clone, PartialEq, Eq)]
pub struct Minted {
    /// For the access log.
    pub tenant_id: String,
    /// The public id of the credential, for the access log.
    pub token_id: String,
    /// The token itself.
    pub access_token: String,
    /// In seconds.
    pub expires_in: u64,
}

impl fmt::Debug for Proof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Secret(_) => "Secret(…)",
            Self::Assertion(_) => "Assertion(…)",
        })
    }
}

impl fmt::Debug for Minted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Minted")
            .field("tenant_id", &self.tenant_id)
            .field("token_id", &self.token_id)
            .finish_non_exhaustive()
    }
}
