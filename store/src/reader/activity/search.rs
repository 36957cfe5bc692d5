//! A page of what a filter takes. However rare that is, a page looks at a bounded number of rows: it
//! may come short, even empty, and the next one goes on from there.

use std::ops::ControlFlow;

use roster::TenantId;

use super::{Filter, OfPerson, by_sequence, one, opened::Opener};
use crate::{
    engine::{Direction, Rows},
    error::EngineError,
    key::{self, Span},
    reader::scan,
    record::activity::Entry,
};

/// Rows that one page looks at.
const MOST_LOOKS: usize = 1_000;

/// A page.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// At most as many as were asked for.
    pub entries: Vec<Entry>,
    /// The last entry that was looked at; none when there are no more.
    pub next: Option<u64>,
}

/// At most `limit` entries that the filter takes: ascending behind the sequence number given, or
/// descending before it. Those about one id are found by their own index.
pub fn search(
    rows: &dyn Rows,
    tenant: TenantId,
    filter: &Filter,
    from: Option<u64>,
    direction: Direction,
    limit: usize,
) -> Result<Found, EngineError> {
    let mut found = Found {
        entries: Vec::new(),
        next: None,
    };
    let mut looked_at = 0;
    let mut look = |entry: Entry| {
        looked_at += 1;
        let sequence = entry.seq;
        if filter.takes(&entry) {
            found.entries.push(entry);
        }
        if found.entries.len() < limit && looked_at < MOST_LOOKS {
            ControlFlow::Continue(())
        } else {
            found.next = Some(sequence);
            ControlFlow::Break(())
        }
    };
    match filter.person {
        Some(OfPerson::Id(id)) => {
            for sequence in one::numbers(rows, tenant, id, from, direction, MOST_LOOKS)? {
                let entry = by_sequence(rows, tenant, sequence)?;
                if look(entry.ok_or_else(super::no_entry)?).is_break() {
                    break;
                }
            }
        }
        Some(OfPerson::Named(_)) | None => {
            let from = from.map(|sequence| key::activity(tenant, sequence));
            let span = part(key::activities(tenant), from, direction);
            let mut opener = Opener::new(rows, tenant);
            scan::each(rows, &span, direction, |_, value| {
                Ok(look(opener.read(value)?))
            })?;
        }
    }
    Ok(found)
}

/// What is left of a span behind the key, in this direction.
pub(super) fn part(all: Span, from: Option<Vec<u8>>, direction: Direction) -> Span {
    match (from, direction) {
        (Some(key), Direction::Ascending) => all.after(&key),
        (Some(key), Direction::Descending) => all.before(&key),
        (None, _) => all,
    }
}
