//! The tenant's history.

mod expired;
mod filter;
mod one;
mod opened;
mod search;
mod traces;
mod verify;

use roster::TenantId;
use uuid::Uuid;

use super::scan;
use crate::{
    engine::{Direction, Rows},
    error::EngineError,
    key,
    record::{activity::Entry, broken},
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

/// At most `limit` entries about a person or a group, by any of the ids that they are known by: the
/// newest first.
pub(crate) fn about(
    rows: &dyn Rows,
    tenant: TenantId,
    id: Uuid,
    limit: usize,
) -> Result<Vec<Entry>, EngineError> {
    let numbers = one::numbers(rows, tenant, id, None, Direction::Descending, limit)?;
    let mut opener = Opener::new(rows, tenant);
    let entries = numbers.into_iter().map(|sequence| {
        let value = rows.get(&key::activity(tenant, sequence))?;
        opener.read(&value.ok_or_else(no_entry)?)
    });
    entries.collect()
}

/// The index names an entry that is not there.
fn no_entry() -> EngineError {
    broken("activity index row", "its entry does not exist")
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
