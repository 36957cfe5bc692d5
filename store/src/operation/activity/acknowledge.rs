//! What the app has taken in (I6).

use jiff::Timestamp;

use crate::{
    error::EngineError,
    key,
    operation::{Call, Operation, Refusal, RunError},
    overlay::Overlay,
    reader,
    record::Acknowledgement,
};

/// Notes that the app has all events up to one. It changes nothing about anybody, so it leaves no
/// entry; what was acknowledged before is no news.
#[derive(Debug, Clone)]
pub struct Acknowledge {
    /// When.
    pub call: Call,
    /// The number of the event.
    pub event: u64,
    /// When the app was given it, where that is known.
    pub delivered_at: Option<Timestamp>,
}

impl Operation for Acknowledge {
    /// Up to which event the app has them all.
    type Output = u64;

    fn run(&self, tx: &mut Overlay<'_>) -> Result<Self::Output, RunError> {
        let tenant = self.call.tenant;
        if reader::tenant::by_id(tx, tenant)?.is_none() {
            return Err(Refusal::UnknownTenant(tenant.to_string()).into());
        }
        let last = reader::counters::of(tx, tenant)?.next_event - 1;
        if self.event > last {
            return Err(Refusal::Invalid(format!(
                "there is no event {} yet: the last one is {last}",
                self.event
            ))
            .into());
        }
        let before = reader::receipt::acknowledged(tx, tenant)?;
        if self.event <= before {
            return Ok(before);
        }
        let acknowledgement = Acknowledgement {
            at: self.call.now,
            delivered_at: self.delivered_at,
        };
        tx.put(
            key::acknowledged(tenant, self.event),
            acknowledgement.encode()?,
        );
        Ok(self.event)
    }

    fn record_refusal(&self, _: &Refusal, _: &mut Overlay<'_>) -> Result<(), EngineError> {
        Ok(())
    }
}
