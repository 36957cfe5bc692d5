//! The text of an access token: `rat_`, then its tenant, its credential's public id and its end,
//! then a signature; letters and digits only, like a token, and no longer than one may be (R40).
//!
//! There is no row of it. Whoever reads one has to look its credential up, which may have been
//! revoked since.

use jiff::Timestamp;
use roster::TenantId;
use subtle::ConstantTimeEq;
use uuid::Uuid;

use super::format::{PUBLIC_ID_LENGTH, base62, take};
use crate::record::signing_key::{DerivedKey, SigningKey};

/// In front of every access token.
const START: &str = "rat_";
/// For [`SigningKey::derive`].
const PURPOSE: &str = "access token";
/// 192 bits of the tag are kept, where RFC 2104 §5 asks for 128.
const TAG_BYTES: usize = 24;
/// Of the seconds since 1970: enough for 34,000 years.
const END_BYTES: usize = 5;
const TENANT_LENGTH: usize = base62::length(16);
const END_LENGTH: usize = base62::length(END_BYTES);

/// What an access token says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessToken {
    /// The one tenant that it opens.
    pub tenant: TenantId,
    /// Names the credential that it was made from.
    pub public_id: String,
    /// When it ends, in whole seconds.
    pub expires_at: Timestamp,
}

/// Signs access tokens and knows them again.
#[derive(Debug, Clone)]
pub struct AccessTokenKey(DerivedKey);

/// A text that was not signed here, or not like this.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("access token is incomplete, altered or not ours")]
pub struct ForgedAccessToken;

impl AccessToken {
    /// Whether a text is meant to be one.
    pub fn is_meant(text: &str) -> bool {
        text.starts_with(START)
    }
}

impl AccessTokenKey {
    /// The key out of the store's.
    pub fn new(key: &SigningKey) -> Self {
        Self(key.derive(PURPOSE))
    }

    /// The token as text, which is as good as a secret until it ends. A public id of another length
    /// than tokens have gives a text that is not known again.
    pub fn sign(&self, token: &AccessToken) -> String {
        // Before 1970 counts as 1970: it has ended as well.
        let seconds = u64::try_from(token.expires_at.as_second()).unwrap_or(0);
        let [_, _, _, end @ ..] = seconds.to_be_bytes();
        let tenant = base62::encode(token.tenant.0.as_bytes());
        let end = base62::encode(&end);
        let claims = format!("{START}{tenant}{}{end}", token.public_id);
        let signature = self.signature(&claims);
        claims + &signature
    }

    /// Reads what a client sent, and believes nothing that was not signed here. Whether it has ended
    /// is for the caller to see.
    pub fn verify(&self, text: &str) -> Result<AccessToken, ForgedAccessToken> {
        self.read(text).ok_or(ForgedAccessToken)
    }

    fn read(&self, text: &str) -> Option<AccessToken> {
        let (claims, signature) = text.split_at_checked(CLAIMS_LENGTH)?;
        let right = self.signature(claims);
        let same: bool = right.as_bytes().ct_eq(signature.as_bytes()).into();
        let claims = claims.strip_prefix(START).filter(|_| same)?;
        let (tenant, claims) = take(claims, TENANT_LENGTH)?;
        let (public_id, end) = take(claims, PUBLIC_ID_LENGTH)?;
        let end: [u8; END_BYTES] = base62::decode(end)?;
        let seconds = end
            .iter()
            .fold(0, |seconds, byte| seconds << 8 | i64::from(*byte));
        Some(AccessToken {
            tenant: TenantId(Uuid::from_bytes(base62::decode(tenant)?)),
            public_id: public_id.to_owned(),
            expires_at: Timestamp::from_second(seconds).ok()?,
        })
    }

    fn signature(&self, claims: &str) -> String {
        let tag = self.0.tag(claims.as_bytes());
        let (kept, _) = tag.split_at(TAG_BYTES);
        base62::encode(kept)
    }
}

const CLAIMS_LENGTH: usize = START.len() + TENANT_LENGTH + PUBLIC_ID_LENGTH + END_LENGTH;

#[cfg(test)]
mod tests;
