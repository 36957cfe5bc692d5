//! A client secret, presented at the token endpoint.

use jiff::Timestamp;
use roster::TenantId;
use store::{engine::Rows, error::EngineError, record::token::TokenKind};

use crate::credential::{self, NotProven, Owned, Refused};

/// The `client_id` of a tenant: one for all of its secrets.
pub(crate) fn client_id(tenant: TenantId) -> String {
    tenant.to_string()
}

/// The credential whose secret this is. The secret finds it; the id must then be that of its tenant.
pub(super) fn verify(
    rows: &dyn Rows,
    id: Option<&str>,
    secret: &str,
    now: Timestamp,
) -> Result<Result<Owned, Refused>, EngineError> {
    let owned = match credential::by_secret(rows, secret)? {
        Ok(owned) => owned,
        Err(not_proven) => return Ok(Err(in_words(not_proven))),
    };
    let (tenant, record) = &owned;
    if record.kind != TokenKind::ClientSecret {
        let words = format!(
            "'{}' is a bearer token. Send it to SCIM as it is, or create a client secret.",
            record.name
        );
        return Ok(Err(Refused::meaning(Some(owned), words)));
    }
    if !is_id_of(id, *tenant) {
        let words = "The client_id is not that of the client secret's account.";
        return Ok(Err(Refused::meaning(Some(owned), words)));
    }
    Ok(credential::active(owned, now))
}

/// Whether an id that was sent is a tenant's; one that was not sent contradicts nothing.
pub(super) fn is_id_of(id: Option<&str>, tenant: TenantId) -> bool {
    id.is_none_or(|id| id == client_id(tenant))
}

fn in_words(not_proven: NotProven) -> Refused {
    match not_proven {
        NotProven::Malformed(meant) => Refused::meaning(
            meant,
            "The client secret is incomplete or altered. Copy it again, whole, or create a new one.",
        ),
        NotProven::Unknown(meant) => Refused::meaning(
            meant,
            "The client secret is not known. Create a new one and enter it at the identity \
             provider.",
        ),
    }
}
