//! The watch over tokens: what is known of their use and of their failures, when to look at them, and whom to
//! warn of.

use jiff::Timestamp;
use roster::TenantId;
use uuid::Uuid;

use super::{Kind, SYSTEM, Span, part, start};

/// What is known of a token's use.
pub fn token_watch(tenant: TenantId, public_id: &str) -> Vec<u8> {
    start(tenant, Kind::TokenWatch).text(public_id).done()
}

/// What is known of the use of all tokens.
pub fn token_watches(tenant: TenantId) -> Span {
    start(tenant, Kind::TokenWatch).span()
}

/// When each kind of failure of a token's calls has happened last.
pub fn token_failures(tenant: TenantId, public_id: &str) -> Vec<u8> {
    start(tenant, Kind::TokenFailures).text(public_id).done()
}

/// Says when to look at a token. Holds its public id.
pub fn token_look(tenant: TenantId, at: Timestamp, public_id: &str) -> Vec<u8> {
    start(tenant, Kind::TokenLook)
        .time(at)
        .text(public_id)
        .done()
}

/// All looks at tokens, the next one first.
pub fn token_looks(tenant: TenantId) -> Span {
    start(tenant, Kind::TokenLook).span()
}

/// The looks at tokens that are due by `now`.
pub fn token_looks_until(tenant: TenantId, now: Timestamp) -> Span {
    let end = start(tenant, Kind::TokenLook).time_after(now).done();
    token_looks(tenant).before(&end)
}

/// Says that a token is one to warn of. Holds its public id.
pub fn token_warning(tenant: TenantId, public_id: &str) -> Vec<u8> {
    warnings_of(tenant).text(public_id).done()
}

/// All tokens to warn of, by tenant.
pub fn token_warnings() -> Span {
    start(SYSTEM, Kind::TokenWarning).span()
}

/// A tenant's tokens to warn of.
pub fn token_warnings_of(tenant: TenantId) -> Span {
    warnings_of(tenant).span()
}

fn warnings_of(tenant: TenantId) -> part::Parts {
    start(SYSTEM, Kind::TokenWarning).id(tenant.0)
}

/// The time of a look.
pub(crate) fn look_time(key: &[u8]) -> Option<Timestamp> {
    part::time(*parts(key)?.first_chunk()?)
}

/// The tenant of a warning.
pub(crate) fn warned_tenant(key: &[u8]) -> Option<TenantId> {
    let tenant = parts(key)?.first_chunk().copied()?;
    Some(TenantId(Uuid::from_bytes(tenant)))
}

/// What stands behind tenant and kind.
fn parts(key: &[u8]) -> Option<&[u8]> {
    key.get(size_of::<Uuid>() + 1..)
}
