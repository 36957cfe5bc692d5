//! A proven assertion that finds no credential: what the admin who sets it up has to change.

use issuers::Claims;
use jiff::Timestamp;
use roster::TenantId;
use store::{
    engine::Rows,
    error::EngineError,
    reader,
    record::token::{Federation, TokenRecord},
};

use super::words;
use crate::credential::{self, Owned, Refused};

/// How close an assertion comes to a credential, from far to near.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Nearness {
    /// All but the claim of this name.
    But(&'static str),
    /// The very claims, so it was revoked.
    Same,
}

/// A `client_id` tells whose log is looked at, and that is all it does: the words for the client
/// hold nothing but what it has sent.
pub(super) fn refused(
    rows: &dyn Rows,
    id: Option<&str>,
    claims: &Claims,
    now: Timestamp,
) -> Result<Refused, EngineError> {
    let nearest = match id.and_then(|id| id.parse().ok()).map(TenantId) {
        Some(tenant) => nearest(rows, tenant, claims)?,
        None => None,
    };
    let Some((nearness, owned)) = nearest else {
        return Ok(Refused::stranger(words::unknown(claims)));
    };
    Ok(match nearness {
        Nearness::But(claim) => Refused::meaning(Some(owned), words::other(claim, claims)),
        Nearness::Same => match credential::active(owned, now) {
            Err(ended) => ended,
            Ok(owned) => Refused::meaning(Some(owned), words::unknown(claims)),
        },
    })
}

fn nearest(
    rows: &dyn Rows,
    tenant: TenantId,
    claims: &Claims,
) -> Result<Option<(Nearness, Owned)>, EngineError> {
    // The latest of those that are equally near.
    let near = reader::token::list(rows, tenant)?
        .into_iter()
        .filter_map(|token| Some((nearness(&token, claims)?, token.public_id)))
        .max_by_key(|(nearness, _)| *nearness);
    let Some((nearness, public_id)) = near else {
        return Ok(None);
    };
    let pass = reader::token::pass(rows, tenant, &public_id)?;
    Ok(pass.map(|pass| (nearness, (tenant, pass))))
}

fn nearness(token: &TokenRecord, claims: &Claims) -> Option<Nearness> {
    let Federation {
        issuer,
        subject,
        audience,
        ..
    } = token.federation.as_ref()?;
    let same = (
        *issuer == claims.issuer,
        *subject == claims.subject,
        claims.audience().contains(audience),
    );
    match same {
        (true, true, true) => Some(Nearness::Same),
        (false, true, true) => Some(Nearness::But("iss")),
        (true, false, true) => Some(Nearness::But("sub")),
        (true, true, false) => Some(Nearness::But("aud")),
        _ => None,
    }
}
