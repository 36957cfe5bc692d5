//! An assertion, presented at the token endpoint (RFC 7523 §3, RFC 8693 §2.1).
//!
//! Its issuer, subject and audience find the credential, so nobody who can write to one tenant can
//! come into another. It may be sent again until it expires: Entra ID does so, and gives it no id
//! by which a second time could be told.

mod judge;
mod near;
mod words;

use issuers::{Assertion, Claims, Rejection};
use jiff::Timestamp;
use rosterd_http::provider::Failure;
use settings::OAuth;
use store::engine::Snapshot;

use crate::{
    context::Context,
    credential::{Owned, Refused},
    provider::failure::unreadable,
};

/// In seconds, when an issuer's keys can't be had.
const COME_BACK: std::ops::RangeInclusive<u32> = 5..=15;

/// What it takes to judge one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Verifier<'a> {
    pub(super) context: &'a Context,
    pub(super) settings: &'a OAuth,
}

impl Verifier<'_> {
    /// The credential that the assertion stands for. `id` is the `client_id` that came with it.
    pub(super) async fn verify(
        self,
        id: Option<&str>,
        text: &str,
        now: Timestamp,
    ) -> Result<Result<Owned, Refused>, Failure> {
        let assertion = match Assertion::read(text) {
            Ok(assertion) => assertion,
            Err(rejection) => return Ok(Err(Refused::stranger(words::rejected(rejection)))),
        };
        let claimed = assertion.unproven();
        let Some(issuer) = self.settings.issuer(&claimed.issuer) else {
            let words = words::not_trusted(&claimed.issuer);
            return self.refused(claimed, words).map(Err);
        };
        let keys = &self.context.issuer_keys;
        let claims = match keys.verify(&assertion, &issuer.keys, now).await {
            Ok(claims) => claims,
            // Not the client's fault: a refusal would make it give up.
            Err(Rejection::NoKeys) => {
                let retry_after = self.context.ids.jitter(COME_BACK);
                return Err(Failure::Busy { retry_after });
            }
            Err(rejection) => return self.refused(claimed, words::rejected(rejection)).map(Err),
        };
        // Not before: a revocation may have been answered while the keys were fetched.
        let rows = self.snapshot()?;
        judge::judge(&*rows, id, &claims, now).map_err(|error| unreadable(&error))
    }

    /// Nothing is proven, so the words are the same whether there is such a credential or not. Its
    /// tenant is to know all the same.
    fn refused(self, claimed: &Claims, words: String) -> Result<Refused, Failure> {
        let rows = self.snapshot()?;
        let meant = judge::owned(&*rows, claimed).map_err(|error| unreadable(&error))?;
        Ok(Refused::meaning(meant, words))
    }

    fn snapshot(self) -> Result<Box<dyn Snapshot>, Failure> {
        let snapshot = self.context.store.snapshot();
        snapshot.map_err(|error| unreadable(&error))
    }
}

#[cfg(test)]
mod tests;
