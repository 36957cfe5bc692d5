//! The events of all tenants, in the order of the commits.

use std::{fmt, ops::ControlFlow, str::FromStr};

use roster::TenantId;

use super::{Expired, Occurrence, of_entry};
use crate::{
    engine::{Direction, Rows},
    error::EngineError,
    key,
    reader::scan,
    record::{Commit, broken},
};

/// Commits that a page looks at, so that a filter that takes little does not make it endless.
const MOST_LOOKS: usize = 1_000;

/// Behind so many events of a commit. Printed and read as a client keeps it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// 0 stands before the first one.
    commit: u64,
    events: u64,
}

/// A part of the feed.
#[derive(Debug, Clone, PartialEq)]
pub struct FeedOfAll {
    /// In order.
    pub events: Vec<(TenantId, Occurrence)>,
    /// Where to go on.
    pub next: Place,
    /// Whether there was more.
    pub more: bool,
}

impl Place {
    /// In front of the first commit that is kept.
    pub fn start(rows: &dyn Rows) -> Result<Self, EngineError> {
        let first = scan::first(rows, &key::commits(), |key, _| number(key))?;
        Ok(first.map_or_else(Self::default, |first| Self {
            commit: first - 1,
            events: u64::MAX,
        }))
    }

    /// Behind all that there is.
    pub fn end(rows: &dyn Rows) -> Result<Self, EngineError> {
        let last = scan::rows(rows, &key::commits(), Direction::Descending, 1, |key, _| {
            number(key)
        })?;
        Ok(Self {
            commit: last.first().copied().unwrap_or(0),
            events: u64::MAX,
        })
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.events {
            u64::MAX => write!(f, "c{}", self.commit),
            events => write!(f, "c{}-{events}", self.commit),
        }
    }
}

impl FromStr for Place {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.strip_prefix('c').unwrap_or("");
        let (commit, events) = match text.split_once('-') {
            Some((commit, events)) => (commit, events.parse()?),
            None => (text, u64::MAX),
        };
        Ok(Self {
            commit: commit.parse()?,
            events,
        })
    }
}

/// At most `limit` events behind a place, of those that `takes` wants.
pub fn of_all(
    rows: &dyn Rows,
    after: Place,
    limit: usize,
    takes: &dyn Fn(TenantId, &str) -> bool,
) -> Result<Result<FeedOfAll, Expired>, EngineError> {
    let first = scan::first(rows, &key::commits(), |key, _| number(key))?;
    let end = Place::end(rows)?;
    let is_gone = |first| {
        after
            .commit
            .saturating_add(u64::from(after.events == u64::MAX))
            < first
    };
    let begins = after == Place::default();
    if first.is_some_and(|first| is_gone(first) && !(begins && first == 1))
        || after.commit > end.commit
    {
        return Ok(Err(Expired {
            first: first.unwrap_or(1),
            last: end.commit,
        }));
    }
    let mut feed = FeedOfAll {
        events: Vec::new(),
        next: after,
        more: false,
    };
    let mut expired = false;
    let mut looked_at = 0;
    let span = key::commits().after(&key::commit(after.commit.saturating_sub(1)));
    scan::each(rows, &span, Direction::Ascending, |key, value| {
        let number = number(key)?;
        if number < after.commit || (number == after.commit && after.events == u64::MAX) {
            return Ok(ControlFlow::Continue(()));
        }
        if feed.events.len() >= limit || looked_at >= MOST_LOOKS {
            feed.more = true;
            return Ok(ControlFlow::Break(()));
        }
        looked_at += 1;
        let Some(events) = of_commit(rows, &Commit::decode(value)?)? else {
            expired = true;
            return Ok(ControlFlow::Break(()));
        };
        let passed = if number == after.commit {
            after.events
        } else {
            0
        };
        for (place, (tenant, event)) in (1..).zip(events) {
            if place <= passed {
                continue;
            }
            if feed.events.len() >= limit {
                feed.more = true;
                return Ok(ControlFlow::Break(()));
            }
            feed.next = Place {
                commit: number,
                events: place,
            };
            if takes(tenant, &event.kind) {
                feed.events.push((tenant, event));
            }
        }
        feed.next = Place {
            commit: number,
            events: u64::MAX,
        };
        Ok(ControlFlow::Continue(()))
    })?;
    if expired && feed.events.is_empty() {
        return Ok(Err(Expired {
            first: feed.next.commit + 1,
            last: end.commit,
        }));
    }
    Ok(Ok(feed))
}

/// None if some of it is no longer kept.
fn of_commit(
    rows: &dyn Rows,
    commit: &Commit,
) -> Result<Option<Vec<(TenantId, Occurrence)>>, EngineError> {
    let mut events = Vec::new();
    for entered in &commit.0 {
        for entry in entered.first..=entered.last {
            let Some(occurrences) = of_entry(rows, entered.tenant, entry)? else {
                return Ok(None);
            };
            let tenant = entered.tenant;
            events.extend(occurrences.into_iter().map(|event| (tenant, event)));
        }
    }
    Ok(Some(events))
}

fn number(key: &[u8]) -> Result<u64, EngineError> {
    key::last_number(key).ok_or_else(|| broken("commit", "its key has no number"))
}
