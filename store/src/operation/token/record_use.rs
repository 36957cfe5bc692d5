//! When and by whom a token was last used (R43, R44), and what that teaches of its habits (I10).

use super::watch;
use crate::{
    error::EngineError,
    key,
    operation::{Call, Operation, Refusal, RunError},
    overlay::Overlay,
    reader,
};

/// Writes no activity entry, unless it is the first one, or the token was silent or unused. The time of the use is the time of the call.
#[derive(Debug, Clone)]
pub struct RecordTokenUse {
    /// Whose token, when, and by which client.
    pub call: Call,
    /// Names the token.
    pub public_id: String,
    /// The User-Agent, as sent.
    pub client: Option<String>,
}

impl Operation for RecordTokenUse {
    type Output = ();

    // It happens all day, to every token in use.
    const KEEPS_ACCESS: bool = true;

    fn run(&self, tx: &mut Overlay<'_>) -> Result<Self::Output, RunError> {
        let tenant = self.call.tenant;
        let mut record = reader::token::by_id(tx, tenant, &self.public_id)?
            .ok_or_else(|| Refusal::UnknownToken(self.public_id.clone()))?;
        // Uses are told late and may overtake each other; the latest one counts.
        if record.last_used_at < Some(self.call.now) {
            let earlier = record.last_used_at.replace(self.call.now);
            record.last_client.clone_from(&self.client);
            tx.put(key::token(tenant, &self.public_id), record.encode()?);
            watch::hear(tx, &self.call, &record, earlier)?;
        }
        Ok(())
    }

    fn record_refusal(&self, _: &Refusal, _: &mut Overlay<'_>) -> Result<(), EngineError> {
        // Bookkeeping of our own: nobody was refused anything.
        Ok(())
    }
}
