//! What the app is told, in order: the events of the tenant's history, numbered without gaps.
//!
//! Events have no rows of their own. An entry knows the number of the first of its events, and entries
//! are numbered without gaps too, so that of any event is found by halving.

mod all;

use std::ops::ControlFlow;

use roster::{MemberId, TenantId};

use super::{activity::Opener, counters, scan};
use crate::{
    engine::{Direction, Rows},
    error::EngineError,
    key,
    record::{
        Counters,
        activity::{self, Changes, Entry, Event, OperationName, Source, Subject, Told},
        broken, parse_id,
    },
};

pub use all::{FeedOfAll, Place, of_all};

/// One event.
#[derive(Debug, Clone, PartialEq)]
pub struct Occurrence {
    /// One more than the event before; there are no gaps.
    pub seq: u64,
    /// E.g. `member.created`.
    pub kind: String,
    /// The entry that tells of it to people.
    pub entry: u64,
    /// When it happened.
    pub at: jiff::Timestamp,
    /// What was asked for.
    pub operation: OperationName,
    /// Whom that was about, as they were then.
    pub who: Option<Subject>,
    /// Who asked for it.
    pub source: Source,
    /// In which call.
    pub request_id: String,
    /// Why it came to this.
    pub reason: Option<String>,
    /// What changed, where the entry is about what the event is about.
    pub changes: Changes,
    /// What it happened to.
    pub what: What,
}

/// What an event is about.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// A member, as they were then; none if the person was erased since.
    Member(MemberId, Option<Box<Told>>),
    /// Things that are no members: how many, and their ids; of many, only the first.
    Ids(u64, Vec<String>),
}

/// A part of the feed.
#[derive(Debug, Clone, PartialEq)]
pub struct Feed {
    /// In order.
    pub events: Vec<Occurrence>,
    /// The number of the last event that there is; 0 before the first.
    pub last: u64,
}

/// What was asked for is no longer kept, or was never there: the store is an older one than it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Expired {
    /// The number of the first event, or commit, that is.
    pub first: u64,
    /// That of the last one.
    pub last: u64,
}

/// At most `limit` events behind the number given.
pub fn after(
    rows: &dyn Rows,
    tenant: TenantId,
    after: u64,
    limit: usize,
) -> Result<Result<Feed, Expired>, EngineError> {
    let counters = counters::of(rows, tenant)?;
    let last = counters.next_event - 1;
    let mut feed = Feed {
        events: Vec::new(),
        last,
    };
    if after == last {
        return Ok(Ok(feed));
    }
    let wanted = after.saturating_add(1);
    let entry = if wanted <= last {
        entry_of(rows, tenant, &counters, wanted)?
    } else {
        None
    };
    let Some(entry) = entry else {
        let first = first(rows, tenant, &counters)?;
        return Ok(Err(Expired { first, last }));
    };
    each_from(rows, tenant, entry, |occurrence| {
        if occurrence.seq >= wanted && feed.events.len() < limit {
            feed.events.push(occurrence);
        }
        if feed.events.len() < limit {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    })?;
    Ok(Ok(feed))
}

/// All events of an entry, without what is no longer kept: none then.
pub(super) fn of_entry(
    rows: &dyn Rows,
    tenant: TenantId,
    entry: u64,
) -> Result<Option<Vec<Occurrence>>, EngineError> {
    let Some(value) = rows.get(&key::activity(tenant, entry))? else {
        return Ok(None);
    };
    let mut opener = Opener::new(rows, tenant);
    let (entry, _) = opener.open(activity::decode(&value)?)?;
    occurrences(&mut opener, tenant, &entry).map(Some)
}

/// Every event from this entry on.
pub(super) fn each_from(
    rows: &dyn Rows,
    tenant: TenantId,
    entry: u64,
    mut visit: impl FnMut(Occurrence) -> ControlFlow<()>,
) -> Result<(), EngineError> {
    let mut opener = Opener::new(rows, tenant);
    let before = key::activity(tenant, entry.saturating_sub(1));
    let span = key::activities(tenant).after(&before);
    scan::each(rows, &span, Direction::Ascending, |_, value| {
        let entry = activity::decode(value)?;
        if entry.events.is_empty() {
            return Ok(ControlFlow::Continue(()));
        }
        let (entry, _) = opener.open(entry)?;
        for occurrence in occurrences(&mut opener, tenant, &entry)? {
            if visit(occurrence).is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    })
}

/// In front of the first event that is kept.
pub fn start(rows: &dyn Rows, tenant: TenantId) -> Result<u64, EngineError> {
    let counters = counters::of(rows, tenant)?;
    Ok(first(rows, tenant, &counters)?.saturating_sub(1))
}

/// The number of the first event that is kept, or of the next one.
pub(crate) fn first(
    rows: &dyn Rows,
    tenant: TenantId,
    counters: &Counters,
) -> Result<u64, EngineError> {
    let entry = counters.chain.anchor.sequence + 1;
    Ok(first_event(rows, tenant, entry)?.unwrap_or(counters.next_event))
}

/// Which entry has this event: the last one whose first event is no later. None if it is no longer
/// kept.
fn entry_of(
    rows: &dyn Rows,
    tenant: TenantId,
    counters: &Counters,
    event: u64,
) -> Result<Option<u64>, EngineError> {
    let is_later = |entry| -> Result<bool, EngineError> {
        let first = first_event(rows, tenant, entry)?;
        Ok(first.is_none_or(|first| first > event))
    };
    // Not later, and later.
    let (mut low, mut high) = (counters.chain.anchor.sequence, counters.next_sequence);
    while low + 1 < high {
        let middle = low.midpoint(high);
        if is_later(middle)? {
            high = middle;
        } else {
            low = middle;
        }
    }
    Ok((low > counters.chain.anchor.sequence).then_some(low))
}

fn first_event(rows: &dyn Rows, tenant: TenantId, entry: u64) -> Result<Option<u64>, EngineError> {
    match rows.get(&key::activity(tenant, entry))? {
        Some(value) => activity::first_event(&value).map(Some),
        None => Ok(None),
    }
}

fn occurrences(
    opener: &mut Opener<'_>,
    tenant: TenantId,
    entry: &Entry,
) -> Result<Vec<Occurrence>, EngineError> {
    let mut occurrences = Vec::new();
    let mut seq = entry.first_event;
    for event in &entry.events {
        for what in told(opener, tenant, event, seq)? {
            occurrences.push(occurrence(entry, event, seq, what));
            seq += 1;
        }
    }
    Ok(occurrences)
}

fn told(
    opener: &mut Opener<'_>,
    tenant: TenantId,
    event: &Event,
    first: u64,
) -> Result<Vec<What>, EngineError> {
    if !event.is_about_members() {
        return Ok(vec![What::Ids(event.count, event.ids.clone())]);
    }
    let unreadable = || broken("event", "a member of it has no id");
    let mut members = Vec::new();
    for (seq, (id, sealed)) in (first..).zip(event.ids.iter().zip(&event.members)) {
        let id = parse_id(id).ok_or_else(unreadable)?;
        let key = opener.key(sealed.key)?;
        let told = Told::open(sealed, tenant, seq, &key)?;
        members.push(What::Member(MemberId(id), told.map(Box::new)));
    }
    Ok(members)
}

fn occurrence(entry: &Entry, event: &Event, seq: u64, what: What) -> Occurrence {
    let is_about_it = match &what {
        What::Member(id, _) => entry.who.as_ref().and_then(Subject::member) == Some(*id),
        What::Ids(..) => true,
    };
    Occurrence {
        seq,
        kind: event.kind.clone(),
        entry: entry.seq,
        at: entry.at,
        operation: entry.operation,
        who: entry.who.clone(),
        source: entry.source.clone(),
        request_id: entry.request_id.clone(),
        reason: entry.reason.clone(),
        changes: if is_about_it {
            entry.changes.clone()
        } else {
            Changes::default()
        },
        what,
    }
}
