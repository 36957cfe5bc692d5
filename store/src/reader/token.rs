//! Bearer tokens.

use roster::TenantId;

use super::scan;
use crate::{
    engine::{Direction, Rows},
    error::EngineError,
    key,
    record::{TokenRecord, decode_id, token::TokenPass},
};

/// The tenant whose token this is: the token alone selects the tenant (R34).
pub fn owner(rows: &dyn Rows, public_id: &str) -> Result<Option<TenantId>, EngineError> {
    match rows.get(&key::token_owner(public_id))? {
        Some(value) => Ok(Some(TenantId(decode_id("token owner", &value)?))),
        None => Ok(None),
    }
}

/// One token of a tenant, in whatever state.
pub fn by_id(
    rows: &dyn Rows,
    tenant: TenantId,
    public_id: &str,
) -> Result<Option<TokenRecord>, EngineError> {
    match rows.get(&key::token(tenant, public_id))? {
        Some(value) => TokenRecord::decode(&value).map(Some),
        None => Ok(None),
    }
}

/// What lets a request in with one of a tenant's tokens, in whatever state.
pub fn pass(
    rows: &dyn Rows,
    tenant: TenantId,
    public_id: &str,
) -> Result<Option<TokenPass>, EngineError> {
    match rows.get(&key::token(tenant, public_id))? {
        Some(value) => TokenPass::decode(&value).map(Some),
        None => Ok(None),
    }
}

/// All tokens of a tenant, in whatever state, the oldest first.
pub fn list(rows: &dyn Rows, tenant: TenantId) -> Result<Vec<TokenRecord>, EngineError> {
    let span = key::tokens(tenant);
    let mut tokens = scan::rows(rows, &span, Direction::Ascending, usize::MAX, |_, value| {
        TokenRecord::decode(value)
    })?;
    tokens.sort_by(|one, other| {
        (one.created_at, &one.public_id).cmp(&(other.created_at, &other.public_id))
    });
    Ok(tokens)
}
