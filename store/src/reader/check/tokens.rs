//! Tokens, and whose they are.

use super::Check;
use crate::{error::EngineError, reader, record::token::Federation};

pub(super) fn check(check: &mut Check<'_>) -> Result<(), EngineError> {
    for token in reader::token::list(check.rows, check.tenant)? {
        if token.revoked_at.is_none() {
            check.counted.active_tokens += 1;
        }
        let found = match &token.federation {
            Some(Federation {
                issuer,
                subject,
                audience,
                ..
            }) => reader::token::federated(check.rows, issuer, subject, audience)?,
            None => None,
        };
        let is_found = found.is_some_and(|found| found.public_id == token.public_id);
        let must_be_found = token.federation.is_some() && token.revoked_at.is_none();
        if is_found != must_be_found {
            check.report(format!(
                "assertions find token {}: {is_found}",
                token.public_id
            ));
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
