//! The text of a token: `rst_`, then a public id, then the secret, then a checksum; letters and
//! digits only, so that a double click selects it and it pastes as one word (R40).
//!
//! The checksum tells a token that was cut or altered on its way from one that is unknown (R80), and
//! lets scanners find leaked ones without asking us (P11).

pub(super) mod base62;
mod crc32;

use std::fmt;

use super::SecretDigest;

/// In front of every token.
const START: &str = "rst_";
/// 80 bits: enough that two tokens never share one.
const PUBLIC_ID_BYTES: usize = 10;
/// 192 bits, where 128 is the least that is called safe (ASVS 11.5.1).
const SECRET_BYTES: usize = 24;
pub(super) const PUBLIC_ID_LENGTH: usize = base62::length(PUBLIC_ID_BYTES);
const SECRET_LENGTH: usize = base62::length(SECRET_BYTES);
const CHECKSUM_LENGTH: usize = base62::length(4);
/// How much of the public id is shown with the start (R42).
const SHOWN_LENGTH: usize = 8;

/// A whole token. Its `Debug` never shows the secret.
#[derive(Clone, PartialEq, Eq)]
pub struct TokenText {
    public_id: String,
    secret: String,
}

/// A text that is no whole token.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("token is incomplete or altered")]
pub struct MalformedToken {
    /// The public id, where one can be read: its tenant may want to know (R80).
    pub public_id: Option<String>,
}

impl TokenText {
    /// A new token from random bytes.
    pub fn mint(public_id: [u8; PUBLIC_ID_BYTES], secret: [u8; SECRET_BYTES]) -> Self {
        Self {
            public_id: base62::encode(&public_id),
            secret: base62::encode(&secret),
        }
    }

    /// Reads what a client sent. Blanks around it come from pasting and are tolerated, blanks inside
    /// are not (R80).
    pub fn parse(text: &str) -> Result<Self, MalformedToken> {
        let rest = text.trim().strip_prefix(START);
        let Some(rest) = rest else {
            return Err(MalformedToken { public_id: None });
        };
        let Some((public_id, rest)) = take(rest, PUBLIC_ID_LENGTH) else {
            return Err(MalformedToken { public_id: None });
        };
        let malformed = || MalformedToken {
            public_id: Some(public_id.to_owned()),
        };
        let (secret, checksum) = take(rest, SECRET_LENGTH).ok_or_else(malformed)?;
        let token = Self {
            public_id: public_id.to_owned(),
            secret: secret.to_owned(),
        };
        if token.checksum() == checksum {
            Ok(token)
        } else {
            Err(malformed())
        }
    }

    /// Names the token's record.
    pub fn public_id(&self) -> &str {
        &self.public_id
    }

    /// What admins recognise the token by (R42).
    pub fn prefix(&self) -> String {
        START
            .chars()
            .chain(self.public_id.chars().take(SHOWN_LENGTH))
            .collect()
    }

    /// What the record keeps of the secret.
    pub fn digest(&self) -> SecretDigest {
        SecretDigest::of(self.secret.as_bytes())
    }

    /// The whole text, secret included: shown once, when the token is made (R38).
    pub fn reveal(&self) -> String {
        format!(
            "{START}{}{}{}",
            self.public_id,
            self.secret,
            self.checksum()
        )
    }

    fn checksum(&self) -> String {
        let sum = crc32::of(format!("{START}{}{}", self.public_id, self.secret).as_bytes());
        debug_assert_eq!(base62::encode(&sum.to_be_bytes()).len(), CHECKSUM_LENGTH);
        base62::encode(&sum.to_be_bytes())
    }
}

impl fmt::Debug for TokenText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenText")
            .field("public_id", &self.public_id)
            .finish_non_exhaustive()
    }
}

/// The first `length` characters if all of them are letters or digits, and the rest.
pub(super) fn take(text: &str, length: usize) -> Option<(&str, &str)> {
    text.split_at_checked(length)
        .filter(|(taken, _)| taken.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

#[cfg(test)]
mod tests;
