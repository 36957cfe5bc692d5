//! The row by which an assertion finds its credential. It stands from the credential's making to
//! its revocation, also when the credential has expired, so that nobody else is let in meanwhile.

use roster::TenantId;

use crate::{
    engine::Rows,
    key,
    operation::{Refusal, RunError},
    overlay::Overlay,
    reader::token::FederatedOwner,
    record::token::Federation,
};

/// Takes the claims for one credential.
pub(super) fn claim(
    tx: &mut Overlay<'_>,
    claims: &Federation,
    tenant: TenantId,
    public_id: &str,
) -> Result<(), RunError> {
    if let Some(name) = claims.unusable_claim() {
        return Err(Refusal::Invalid(format!(
            "the {name} of a federated credential is one line of text without blanks around it"
        ))
        .into());
    }
    let key = key_of(claims);
    if tx.get(&key)?.is_some() {
        return Err(Refusal::FederationTaken.into());
    }
    let owner = FederatedOwner {
        tenant,
        public_id: public_id.to_owned(),
    };
    tx.put(key, owner.encode());
    Ok(())
}

/// Lets go of the claims.
pub(super) fn release(tx: &mut Overlay<'_>, claims: &Federation) {
    tx.delete(key_of(claims));
}

fn key_of(claims: &Federation) -> Vec<u8> {
    key::federation(&claims.issuer, &claims.subject, &claims.audience)
}
