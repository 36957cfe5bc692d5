//! The end of a token (R47–R49).

use super::{federation, watch};
use crate::{
    error::EngineError,
    key,
    operation::{
        Call, Operation, Refusal, RunError,
        work::{self, Draft, Work},
    },
    overlay::Overlay,
    reader,
    record::{
        TokenRecord,
        activity::{Event, OperationName, Subject},
    },
};

/// From the moment this is answered, no operation with the token commits (R48). To revoke a revoked
/// token changes nothing.
#[derive(Debug, Clone)]
pub struct RevokeToken {
    /// Who, when.
    pub call: Call,
    /// Names the token.
    pub public_id: String,
}

impl Operation for RevokeToken {
    type Output = TokenRecord;

    fn run(&self, tx: &mut Overlay<'_>) -> Result<Self::Output, RunError> {
        let mut work = Work::begin(tx, &self.call)?;
        let tenant = work.tenant_id();
        let mut record = reader::token::by_id(work.tx, tenant, &self.public_id)?
            .ok_or_else(|| Refusal::UnknownToken(self.public_id.clone()))?;
        let mut draft = Draft::new(OperationName::TokenRevoke, super::subject(&record));
        if record.revoked_at.is_some() {
            work.find_unchanged(draft)?;
            return Ok(record);
        }
        record.revoked_at = Some(self.call.now);
        work.tx
            .put(key::token(tenant, &self.public_id), record.encode()?);
        if let Some(claims) = &record.federation {
            federation::release(work.tx, claims);
        }
        watch::end(work.tx, &work.tenant, &self.public_id)?;
        work.counters.active_tokens -= 1;
        draft
            .events
            .push(Event::new(Event::TOKEN_REVOKED, [&self.public_id]));
        work.succeed(draft)?;
        Ok(record)
    }

    fn record_refusal(&self, refusal: &Refusal, tx: &mut Overlay<'_>) -> Result<(), EngineError> {
        let who = Subject::Token {
            id: Some(self.public_id.clone()),
            name: None,
        };
        work::record_refusal(
            tx,
            &self.call,
            OperationName::TokenRevoke,
            Some(who),
            refusal,
        )
    }
}
