//! Which credential a proven assertion is for, and whether it is good for it.

use issuers::Claims;
use jiff::Timestamp;
use roster::TenantId;
use store::{
    engine::Rows,
    error::EngineError,
    reader::{self, token::FederatedOwner},
    record::token::Federation,
};

use super::{near, words};
use crate::{
    credential::{self, Owned, Refused},
    oauth::secret::is_id_of,
};

/// The credential that opens, or why none does.
pub(super) fn judge(
    rows: &dyn Rows,
    id: Option<&str>,
    claims: &Claims,
    now: Timestamp,
) -> Result<Result<Owned, Refused>, EngineError> {
    let owners = owners(rows, claims)?;
    let [found] = &*owners else {
        return if owners.is_empty() {
            near::refused(rows, id, claims, now).map(Err)
        } else {
            Ok(Err(Refused::stranger(words::AMBIGUOUS)))
        };
    };
    let Some((owned, federation)) = credential_of(rows, found)? else {
        return near::refused(rows, id, claims, now).map(Err);
    };
    let (tenant, record) = &owned;
    let complaint = claims
        .check_time(now)
        .map_err(words::rejected)
        .and_then(|()| check_bounds(&federation, claims, &record.name))
        .and_then(|()| check_id(id, *tenant, claims));
    Ok(match complaint {
        Ok(()) => credential::active(owned, now),
        Err(words) => Err(Refused::meaning(Some(owned), words)),
    })
}

/// The credential that an assertion is for, if there is exactly one.
pub(super) fn owned(rows: &dyn Rows, claims: &Claims) -> Result<Option<Owned>, EngineError> {
    match &*owners(rows, claims)? {
        [owner] => Ok(credential_of(rows, owner)?.map(|(owned, _)| owned)),
        _ => Ok(None),
    }
}

/// Each audience may find another credential.
fn owners(rows: &dyn Rows, claims: &Claims) -> Result<Vec<FederatedOwner>, EngineError> {
    let mut owners = Vec::new();
    for audience in claims.audience() {
        let found = reader::token::federated(rows, &claims.issuer, &claims.subject, audience)?;
        owners.extend(found.filter(|owner| !owners.contains(owner)));
    }
    Ok(owners)
}

fn credential_of(
    rows: &dyn Rows,
    owner: &FederatedOwner,
) -> Result<Option<(Owned, Federation)>, EngineError> {
    let (tenant, public_id) = (owner.tenant, &*owner.public_id);
    let federation = reader::token::by_id(rows, tenant, public_id)?.and_then(|r| r.federation);
    let pass = reader::token::pass(rows, tenant, public_id)?;
    Ok(pass.map(|pass| (tenant, pass)).zip(federation))
}

/// The two claims that a credential may ask for beside those that find it.
fn check_bounds(federation: &Federation, claims: &Claims, name: &str) -> Result<(), String> {
    let bounds = [
        ("tid", &federation.directory, &claims.directory),
        (
            "azp",
            &federation.authorized_party,
            &claims.authorized_party,
        ),
    ];
    for (claim, wanted, sent) in bounds {
        if wanted.is_some() && wanted != sent {
            return Err(words::bound_elsewhere(claim, sent.as_deref(), name));
        }
    }
    Ok(())
}

/// A `client_id` is not needed, but must name the same client (RFC 7521 §4.2): by the id of the
/// tenant, as for a secret, or as the assertion does.
fn check_id(id: Option<&str>, tenant: TenantId, claims: &Claims) -> Result<(), String> {
    let by_assertion = |id: &str| {
        id == claims.subject
            || claims
                .authorized_party
                .as_deref()
                .is_some_and(|azp| azp == id)
    };
    if is_id_of(id, tenant) || id.is_some_and(by_assertion) {
        return Ok(());
    }
    Err(words::OTHER_CLIENT.to_owned())
}
