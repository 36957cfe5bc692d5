//! An access token, presented at SCIM.

use jiff::Timestamp;
use store::{
    engine::Rows,
    error::EngineError,
    reader,
    record::token::{TokenPass, access::AccessTokenKey},
};

use crate::credential::{self, Owned, Refused};

/// The credential that an access token was made from, which ends here when the token does.
pub(crate) fn access(
    rows: &dyn Rows,
    key: &AccessTokenKey,
    text: &str,
    now: Timestamp,
) -> Result<Result<Owned, Refused>, EngineError> {
    let Ok(token) = key.verify(text) else {
        return Ok(Err(Refused::stranger(
            "The access token is incomplete, altered or of another server. Ask the token endpoint \
             for a new one.",
        )));
    };
    let pass = reader::token::pass(rows, token.tenant, &token.public_id)?;
    let Some(pass) = pass.filter(|pass| pass.kind.mints()) else {
        return Ok(Err(Refused::stranger(
            "The credential of this access token is not known any more.",
        )));
    };
    let (tenant, pass) = match credential::active((token.tenant, pass), now) {
        Ok(owned) => owned,
        Err(refused) => return Ok(Err(refused)),
    };
    if token.expires_at <= now {
        // Clients that wait for this to fetch the next one do nothing wrong: no entry.
        return Ok(Err(Refused::stranger(
            "The access token has expired. Ask the token endpoint for a new one.",
        )));
    }
    let pass = TokenPass {
        expires_at: Some(token.expires_at),
        ..pass
    };
    Ok(Ok((tenant, pass)))
}
