//! Receipts of lost access (I6): from the call of the directory to the app that has taken it in.

use std::ops::ControlFlow;

use roster::{MemberEvent, TenantId};

use super::{
    feed::{self, Expired, Occurrence},
    scan,
};
use crate::{
    engine::{Direction, Rows},
    error::EngineError,
    key,
    record::{Acknowledgement, broken},
};

/// Events that one page looks at.
const MOST_LOOKS: usize = 5_000;

/// One event by which somebody lost access, or will.
#[derive(Debug, Clone, PartialEq)]
pub struct Receipt {
    /// The event.
    pub event: Occurrence,
    /// Once the app has it.
    pub acknowledgement: Option<Acknowledgement>,
}

/// A page.
#[derive(Debug, Clone, PartialEq)]
pub struct Receipts {
    /// At most as many as were asked for.
    pub receipts: Vec<Receipt>,
    /// The last event that was looked at; none when there are no more.
    pub next: Option<u64>,
}

/// At most `limit` receipts behind an event. A page may come short, and the next one goes on.
pub fn after(
    rows: &dyn Rows,
    tenant: TenantId,
    after: u64,
    limit: usize,
) -> Result<Result<Receipts, Expired>, EngineError> {
    let feed = match feed::after(rows, tenant, after, MOST_LOOKS)? {
        Ok(feed) => feed,
        Err(expired) => return Ok(Err(expired)),
    };
    let mut page = Receipts {
        receipts: Vec::new(),
        next: None,
    };
    for event in feed.events {
        let seq = event.seq;
        if is_loss(&event.kind) {
            let acknowledgement = acknowledgement_of(rows, tenant, seq)?;
            page.receipts.push(Receipt {
                event,
                acknowledgement,
            });
        }
        page.next = Some(seq).filter(|seq| *seq < feed.last);
        if page.receipts.len() >= limit {
            break;
        }
    }
    Ok(Ok(page))
}

/// Up to which event the app has all; 0 before the first.
pub fn acknowledged(rows: &dyn Rows, tenant: TenantId) -> Result<u64, EngineError> {
    let span = key::all_acknowledged(tenant);
    let last = scan::rows(rows, &span, Direction::Descending, 1, |key, _| number(key))?;
    Ok(last.first().copied().unwrap_or(0))
}

/// The first acknowledgement that covers the event.
fn acknowledgement_of(
    rows: &dyn Rows,
    tenant: TenantId,
    event: u64,
) -> Result<Option<Acknowledgement>, EngineError> {
    let span = key::all_acknowledged(tenant).after(&key::acknowledged(tenant, event - 1));
    scan::first(rows, &span, |_, value| Acknowledgement::decode(value))
}

/// The acknowledgements of events that are no longer kept.
pub fn outlived(
    rows: &dyn Rows,
    tenant: TenantId,
    first_kept: u64,
    limit: usize,
) -> Result<Vec<Vec<u8>>, EngineError> {
    let mut keys = Vec::new();
    let span = key::all_acknowledged(tenant).before(&key::acknowledged(tenant, first_kept));
    scan::each(rows, &span, Direction::Ascending, |key, _| {
        keys.push(key.to_vec());
        Ok(if keys.len() < limit {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        })
    })?;
    Ok(keys)
}

fn is_loss(kind: &str) -> bool {
    [
        MemberEvent::Deactivated,
        MemberEvent::RemovalScheduled,
        MemberEvent::RemovalHeld,
        MemberEvent::Removed,
    ]
    .iter()
    .any(|event| event.as_str() == kind)
}

fn number(key: &[u8]) -> Result<u64, EngineError> {
    key::last_number(key).ok_or_else(|| broken("acknowledgement", "its key has no number"))
}
