//! Tokens, and whose they are.

use super::Check;
use crate::{
    error::EngineError,
    key, reader,
    record::{IndexRows, token::Federation},
};

pub(super) fn check(check: &mut Check<'_>) -> Result<(), EngineError> {
    let tenant = check.tenant;
    let (mut looks, mut warnings) = (IndexRows::new(), IndexRows::new());
    let mut watches = check.read(&key::token_watches(tenant))?;
    for token in reader::token::list(check.rows, check.tenant)? {
        let id = &token.public_id;
        watches.remove(&key::token_watch(tenant, id));
        let watch = reader::token::watch(check.rows, tenant, id)?;
        let value = id.as_bytes().to_vec();
        let look = watch.look_at.map(|at| key::token_look(tenant, at, id));
        looks.extend(look.map(|key| (key, value.clone())));
        if watch.warns() {
            warnings.insert(key::token_warning(tenant, id), value);
        }
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
    if !watches.is_empty() {
        check.report(format!(
            "{} tokens are watched and do not exist",
            watches.len()
        ));
    }
    check.compare("look at a token", &[key::token_looks(tenant)], &looks)?;
    let span = key::token_warnings_of(tenant);
    check.compare("warning of a token", &[span], &warnings)?;
    if reader::tenant::by_id(check.rows, check.tenant)?.is_none() {
        check.report(format!("tenant {} has no facts", check.tenant));
    }
    Ok(())
}
