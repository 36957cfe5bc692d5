//! Tokens that the admins of tenants should look at, for `rosterd status`.

use jiff::Timestamp;
use serde::Serialize;
use store::{error::EngineError, reader};

use super::{TreeAdministration, view};

/// Tokens that are shown; `token list` has those of each tenant.
const SHOWN: usize = 100;

/// A token to look at.
#[derive(Debug, Serialize)]
pub(super) struct Warning {
    /// The tenant's name.
    tenant: String,
    /// The public id.
    token: String,
    name: String,
    /// Since when; none if it was never used.
    since: Option<Timestamp>,
    /// The same as in the list of tokens.
    says: String,
}

impl TreeAdministration {
    /// An index has them, so that no tenant is looked at that there is nothing to say of.
    pub(super) fn warnings(&self) -> Result<Vec<Warning>, EngineError> {
        let snapshot = self.context.store.snapshot()?;
        let now = self.context.now();
        let mut warnings = Vec::new();
        for (id, public_id) in reader::token::warned(&*snapshot, SHOWN)? {
            let tenant = reader::tenant::by_id(&*snapshot, id)?;
            let token = reader::token::by_id(&*snapshot, id, &public_id)?;
            let watch = reader::token::watch(&*snapshot, id, &public_id)?;
            let (Some(tenant), Some(token)) = (tenant, token) else {
                continue;
            };
            let view = view::token(token, &watch, now);
            warnings.extend(view.warning.map(|says| Warning {
                tenant: tenant.name,
                token: view.id,
                name: view.name,
                since: view.last_used_at,
                says,
            }));
        }
        Ok(warnings)
    }
}
