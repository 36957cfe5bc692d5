//! Credentials.

use roster::TenantId;

use super::scan;
use crate::{
    engine::{Direction, Rows},
    error::EngineError,
    key,
    record::{
        TokenRecord, broken, decode_id,
        token::{TokenPass, TokenWatch},
    },
};

/// The tenant whose token this is: the token alone selects the tenant (R34).
pub fn owner(rows: &dyn Rows, public_id: &str) -> Result<Option<TenantId>, EngineError> {
    match rows.get(&key::token_owner(public_id))? {
        Some(value) => Ok(Some(TenantId(decode_id("token owner", &value)?))),
        None => Ok(None),
    }
}

/// Whose assertions with certain claims are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FederatedOwner {
    /// The tenant.
    pub tenant: TenantId,
    /// Names the credential.
    pub public_id: String,
}

/// The credential that assertions with these claims find, in whatever state.
pub fn federated(
    rows: &dyn Rows,
    issuer: &str,
    subject: &str,
    audience: &str,
) -> Result<Option<FederatedOwner>, EngineError> {
    match rows.get(&key::federation(issuer, subject, audience))? {
        Some(value) => FederatedOwner::decode(&value).map(Some),
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

/// What is known of a token's use.
pub fn watch(
    rows: &dyn Rows,
    tenant: TenantId,
    public_id: &str,
) -> Result<TokenWatch, EngineError> {
    match rows.get(&key::token_watch(tenant, public_id))? {
        Some(value) => TokenWatch::decode(&value),
        None => Ok(TokenWatch::default()),
    }
}

/// At most `limit` tokens to warn of, of all tenants: whose, and the public id.
pub fn warned(rows: &dyn Rows, limit: usize) -> Result<Vec<(TenantId, String)>, EngineError> {
    let kind = "token warning";
    let span = key::token_warnings();
    scan::rows(rows, &span, Direction::Ascending, limit, |key, value| {
        let tenant = key::warned_tenant(key).ok_or_else(|| broken(kind, "its key has no id"))?;
        Ok((tenant, public_id(kind, value)?))
    })
}

/// A row that holds a public id.
pub(super) fn public_id(kind: &'static str, value: &[u8]) -> Result<String, EngineError> {
    let text = std::str::from_utf8(value);
    let text = text.map_err(|_| broken(kind, "a public id is letters and digits"))?;
    Ok(text.to_owned())
}

impl FederatedOwner {
    fn decode(value: &[u8]) -> Result<Self, EngineError> {
        let kind = "federation";
        let (tenant, public_id) = value
            .split_at_checked(16)
            .ok_or_else(|| broken(kind, "the row is too short"))?;
        Ok(Self {
            tenant: TenantId(decode_id(kind, tenant)?),
            public_id: self::public_id(kind, public_id)?,
        })
    }

    pub(crate) fn encode(&self) -> Vec<u8> {
        [self.tenant.0.as_bytes(), self.public_id.as_bytes()].concat()
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
