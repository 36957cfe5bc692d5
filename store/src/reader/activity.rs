//! The tenant's history.

mod expired;
mod filter;
mod one;
mod opened;
mod search;
mod traces;
mod verify;

use roster::TenantId;

use super::scan;
use crate::{
    engine::{Direction, Rows},
    error::EngineError,
    key,
    record::activity::Entry,
};

pub(crate) use expired::{expired, oldest};
pub use filter::{Filter, FromSource, OfPerson};
pub(super) use opened::Opener;
pub(crate) use opened::person_key;
pub use search::{Found, search};
pub use traces::{NotOne, Traces, traces};
pub use verify::{Broken, Fault, Verified, verify};

/// At most `limit` entries: ascending behind the sequence number given, or descending before it.
pub fn page(
    rows: &dyn Rows,
    tenant: TenantId,
    from: Option<u64>,
    direction: Direction,
    limit: usize,
) -> Result<Vec<Entry>, EngineError> {
    let from = from.map(|sequence| key::activity(tenant, sequence));
    let span = search::part(key::activities(tenant), from, direction);
    let mut opener = Opener::new(rows, tenant);
    scan::rows(rows, &span, direction, limit, |_, value| opener.read(value))
}

/// One entry.
pub fn by_sequence(
    rows: &dyn Rows,
    tenant: TenantId,
    sequence: u64,
) -> Result<Option<Entry>, EngineError> {
    match rows.get(&key::activity(tenant, sequence))? {
        Some(value) => Opener::new(rows, tenant).read(&value).map(Some),
        None => Ok(None),
    }
}
