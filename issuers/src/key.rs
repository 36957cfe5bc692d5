//! One public key of an issuer, out of a JSON Web Key (RFC 7517 §4).

use jsonwebtoken::{
    Algorithm, AlgorithmFamily, DecodingKey, Validation, decode, errors::ErrorKind,
};
use serde::Deserialize;

use crate::{
    assertion::{Assertion, is_taken},
    claims::Claims,
    error::Rejection,
};

/// How Entra ID writes "every directory" in a key's `issuer`.
const ANY_DIRECTORY: &str = "{tenantid}";

/// A key that can prove an assertion.
#[derive(Debug)]
pub(crate) struct Key {
    id: Option<String>,
    kind: Kind,
    /// The one algorithm that it is for, if it says so.
    algorithm: Option<Algorithm>,
    /// The one issuer that it is for, in sets that several share.
    issuer: Option<String>,
    public: DecodingKey,
}

/// Which algorithms a key goes with. A key says this, never the assertion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Rsa,
    P256,
    P384,
}

/// The members of a JSON Web Key that mean something here.
#[derive(Debug, Deserialize)]
pub(crate) struct Jwk {
    kty: String,
    kid: Option<String>,
    r#use: Option<String>,
    key_ops: Option<Vec<String>>,
    alg: Option<String>,
    crv: Option<String>,
    n: Option<String>,
    e: Option<String>,
    x: Option<String>,
    y: Option<String>,
    /// Not of the RFC: Entra ID's sets have keys of other issuers too.
    issuer: Option<String>,
}

impl Key {
    /// None for a key that proves nothing here: a secret, one for encryption, an unknown curve.
    pub(crate) fn of(jwk: Jwk) -> Option<Self> {
        let verifies = |operations: &Vec<String>| operations.iter().any(|one| one == "verify");
        if jwk.r#use.is_some_and(|usage| usage != "sig")
            || jwk.key_ops.as_ref().is_some_and(|all| !verifies(all))
        {
            return None;
        }
        let (kind, public) = match (&*jwk.kty, jwk.crv.as_deref()) {
            ("RSA", _) => (
                Kind::Rsa,
                DecodingKey::from_rsa_components(&jwk.n?, &jwk.e?),
            ),
            ("EC", Some("P-256")) => (
                Kind::P256,
                DecodingKey::from_ec_components(&jwk.x?, &jwk.y?),
            ),
            ("EC", Some("P-384")) => (
                Kind::P384,
                DecodingKey::from_ec_components(&jwk.x?, &jwk.y?),
            ),
            _ => return None,
        };
        let algorithm = match jwk.alg {
            Some(name) => Some(name.parse().ok().filter(|alg| is_taken(*alg))?),
            None => None,
        };
        Some(Self {
            id: jwk.kid,
            kind,
            algorithm,
            issuer: jwk.issuer,
            public: public.ok()?,
        })
    }

    /// Whether this could be the key that an assertion was signed with.
    pub(crate) fn fits(&self, assertion: &Assertion<'_>) -> bool {
        let named = assertion.key_id.is_none() || assertion.key_id == self.id;
        let of_kind = match self.kind {
            Kind::Rsa => assertion.algorithm.family() == AlgorithmFamily::Rsa,
            Kind::P256 => assertion.algorithm == Algorithm::ES256,
            Kind::P384 => assertion.algorithm == Algorithm::ES384,
        };
        let for_it = self.algorithm.is_none_or(|alg| alg == assertion.algorithm);
        named && of_kind && for_it && self.speaks_for(&assertion.unproven().issuer)
    }

    /// What the assertion says, if it was signed with this key.
    pub(crate) fn verify(&self, assertion: &Assertion<'_>) -> Result<Claims, Rejection> {
        // The signature, and nothing else: the claims are compared with a credential, and with a
        // clock that is not this library's.
        let mut rules = Validation::new(assertion.algorithm);
        rules.validate_exp = false;
        rules.validate_aud = false;
        rules.required_spec_claims.clear();
        match decode(assertion.text, &self.public, &rules) {
            Ok(proven) => Ok(proven.claims),
            Err(error) => Err(match error.kind() {
                ErrorKind::Json(_) | ErrorKind::Base64(_) | ErrorKind::InvalidToken => {
                    Rejection::Malformed
                }
                _ => Rejection::Signature,
            }),
        }
    }

    /// In a set that all directories share, a key of one must not speak for another.
    fn speaks_for(&self, issuer: &str) -> bool {
        let Some(pattern) = &self.issuer else {
            return true;
        };
        match pattern.split_once(ANY_DIRECTORY) {
            Some((before, after)) => issuer
                .strip_prefix(before)
                .and_then(|rest| rest.strip_suffix(after))
                .is_some_and(|directory| !directory.is_empty() && !directory.contains('/')),
            None => pattern == issuer,
        }
    }
}
