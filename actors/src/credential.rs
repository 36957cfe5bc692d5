//! Credentials as they are presented, at SCIM and at the token endpoint: the parts of a sign-in that
//! both have.

mod refused;

use jiff::Timestamp;
use roster::TenantId;
use store::{
    engine::Rows,
    error::EngineError,
    reader,
    record::token::{SecretDigest, TokenPass, TokenState, format::TokenText},
};

pub(crate) use refused::Refused;

/// A credential and whose it is.
pub(crate) type Owned = (TenantId, TokenPass);

/// What is wrong with a text that is meant to be a token or a client secret. The credential that
/// was meant is told where one can be.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum NotProven {
    /// Cut or altered.
    Malformed(Option<Owned>),
    /// Whole, but the secret is nobody's.
    Unknown(Option<Owned>),
}

/// The credential whose secret this is, whatever its kind and state. An unknown one and a wrong
/// secret take the same work: one digest, one comparison.
pub(crate) fn by_secret(
    rows: &dyn Rows,
    text: &str,
) -> Result<Result<Owned, NotProven>, EngineError> {
    let token = match TokenText::parse(text) {
        Ok(token) => token,
        Err(malformed) => {
            let meant = match &malformed.public_id {
                Some(public_id) => find(rows, public_id)?,
                None => None,
            };
            return Ok(Err(NotProven::Malformed(meant)));
        }
    };
    let found = find(rows, token.public_id())?;
    let sent = token.digest();
    let kept = found
        .as_ref()
        .and_then(|(_, record)| record.digest)
        .unwrap_or_else(|| SecretDigest::of(b"nobody's secret"));
    let is_right = sent == kept;
    Ok(match found {
        Some(owned) if is_right => Ok(owned),
        other => Err(NotProven::Unknown(other)),
    })
}

/// Whether the credential opens anything still.
pub(crate) fn active((tenant, record): Owned, now: Timestamp) -> Result<Owned, Refused> {
    let how = match record.state(now) {
        TokenState::Active => return Ok((tenant, record)),
        TokenState::Revoked => "was revoked on",
        TokenState::Expired => "expired on",
    };
    Err(Refused::ended((tenant, record), how))
}

fn find(rows: &dyn Rows, public_id: &str) -> Result<Option<Owned>, EngineError> {
    let Some(tenant) = reader::token::owner(rows, public_id)? else {
        return Ok(None);
    };
    let record = reader::token::pass(rows, tenant, public_id)?;
    Ok(record.map(|record| (tenant, record)))
}
