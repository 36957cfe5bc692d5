//! Tokens, and whose they are.

use super::Check;
use crate::{error::EngineError, reader};

pub(super) fn check(check: &mut Check<'_>) -> Result<(), EngineError> {
    for token in reader::token::list(check.rows, check.tenant)? {
        if token.revoked_at.is_none() {
            check.counted.active_tokens += 1;
        }
        if reader::token::owner(check.rows, &token.public_id)? != Some(check.tenant) {
            check.report(format!(
                "token {} is another tenant's, or nobody's",
                token.public_id
            ));
        }
    }
    if reader::tenant::by_id(check.rows, check.tenant)?.is_none() {
        check.report(format!("tenant {} has no facts", check.tenant));
    }
    Ok(())
}
