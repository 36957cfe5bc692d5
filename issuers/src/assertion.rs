//! An assertion as it comes in: what it claims, before anybody has proven it.

use std::fmt;

use jsonwebtoken::{
    Algorithm, dangerous::insecure_decode_claims, decode_header, errors::ErrorKind,
};

use crate::{claims::Claims, error::Rejection};

/// The signatures that are taken (RFC 7518 §3.1), best known first. None of them is made with a
/// secret, and `none` is no signature.
pub const ALGORITHMS: [&str; 8] = [
    "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384",
];

/// In bytes. Those of Entra ID have some 2 KiB.
const LONGEST: usize = 16 * 1024;
/// An assertion is for one server, or a few.
const MOST_AUDIENCES: usize = 16;

/// A JWT of which nothing is proven. Its `Debug` shows none of it.
pub struct Assertion<'t> {
    pub(crate) text: &'t str,
    pub(crate) algorithm: Algorithm,
    pub(crate) key_id: Option<String>,
    claims: Claims,
}

impl<'t> Assertion<'t> {
    /// Takes the text apart.
    pub fn read(text: &'t str) -> Result<Self, Rejection> {
        if text.len() > LONGEST || text.matches('.').count() != 2 {
            return Err(Rejection::Malformed);
        }
        let claims: Claims = insecure_decode_claims(text).map_err(|_| Rejection::Malformed)?;
        if claims.audience().len() > MOST_AUDIENCES {
            return Err(Rejection::Malformed);
        }
        let head = decode_header(text).map_err(|error| match error.kind() {
            // What is wrong with a head that can be read is an algorithm that nobody knows.
            ErrorKind::Json(_) => Rejection::Algorithm,
            _ => Rejection::Malformed,
        })?;
        if !is_taken(head.alg) {
            return Err(Rejection::Algorithm);
        }
        Ok(Self {
            text,
            algorithm: head.alg,
            key_id: head.kid,
            claims,
        })
    }

    /// What it claims. Anybody can have written that.
    pub fn unproven(&self) -> &Claims {
        &self.claims
    }
}

impl fmt::Debug for Assertion<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Assertion").finish_non_exhaustive()
    }
}

/// Whether signatures of this kind are taken.
pub(crate) fn is_taken(algorithm: Algorithm) -> bool {
    ALGORITHMS.iter().any(|name| {
        name.parse()
            .is_ok_and(|taken: Algorithm| taken == algorithm)
    })
}
