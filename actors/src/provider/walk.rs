//! Walks through a list by index. The wire only has `startIndex` (RFC 7644 §3.4.2.4), which names a
//! position, and positions move when others are deleted: a walk by position misses people. So the
//! place where each page ended is remembered for the client that is likely to come for the next
//! one, which then starts behind the last resource shown, wherever that stands by now.
//!
//! Only two pages are the next one of a walk: the one behind a page that nobody has followed yet,
//! and the one that was shown just now, because a client that got no answer asks again. Any other is
//! exact. It is counted from the nearest place in front of it whose position is still true, for
//! which two things must hold: it was counted itself, and nothing has changed in the tenant since.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use store::reader::list::Resume;
use tokio::time::Instant;

use super::list::Asked;

/// Places remembered for one tenant.
const MOST: usize = 64;
/// After that long without the next page a walk is forgotten.
const FORGOTTEN_AFTER: Duration = Duration::from_mins(5);

/// The ends of pages that other pages may follow.
#[derive(Debug, Default)]
pub(crate) struct Walks {
    ends: Mutex<HashMap<Step, End>>,
}

/// A page that may be asked for: by whom, of what, from where.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Step {
    /// The public id of the token that asks.
    pub(super) token: String,
    pub(super) asked: Asked,
    pub(super) start_index: u64,
}

/// Where a page is to be looked for.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// The end of an earlier page; the beginning of the list if there is none.
    pub(super) behind: Option<Behind>,
    /// Whether the page is at the position that it was asked for by.
    pub(super) exact: bool,
}

/// The end of an earlier page, and how many more resources to pass from there.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Behind {
    pub(super) resume: Resume,
    pub(super) skip: u64,
}

/// Where a page ended.
#[derive(Debug)]
struct End {
    resume: Resume,
    /// How many changes the tenant had seen by then.
    changes: u64,
    /// Whether the position was the true one by then.
    exact: bool,
    turn: Turn,
    at: Instant,
}

/// Whether the page behind an end is the next one of a walk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turn {
    /// Nobody has asked for it yet.
    Ahead,
    /// It is the last one that was asked for.
    Again,
    /// The walk has gone on.
    Passed,
}

impl Step {
    /// The page behind this one, which has shown `shown` resources.
    pub(super) fn next(mut self, shown: usize) -> Self {
        let shown = u64::try_from(shown).unwrap_or(u64::MAX);
        self.start_index = self.start_index.saturating_add(shown);
        self
    }

    fn is_of_the_walk_of(&self, other: &Self) -> bool {
        self.token == other.token && self.asked == other.asked
    }

    /// How far behind `other` it starts, if that is a step of the same walk in front of it.
    fn distance_from(&self, other: &Self) -> Option<u64> {
        self.start_index
            .checked_sub(other.start_index)
            .filter(|_| self.is_of_the_walk_of(other))
    }
}

impl Walks {
    /// Where to look for a page, at a time when the tenant has seen so many `changes`.
    pub(super) fn find(&self, step: &Step, changes: u64) -> Found {
        let mut ends = self.lock();
        ends.retain(|_, end| end.at.elapsed() < FORGOTTEN_AFTER);
        let found = next_of_a_walk(&ends, step, changes)
            .unwrap_or_else(|| counted_to(&ends, step, changes));
        for (other, end) in ends.iter_mut() {
            if step.is_of_the_walk_of(other) {
                end.pass(other == step);
            }
        }
        found
    }

    /// Remembers where a page has ended, and whether that is counted.
    pub(super) fn remember(&self, next: Step, resume: Resume, changes: u64, exact: bool) {
        let mut ends = self.lock();
        if ends.len() >= MOST && !ends.contains_key(&next) {
            let oldest = ends.iter().min_by_key(|(_, end)| end.at);
            if let Some(oldest) = oldest.map(|(step, _)| step.clone()) {
                ends.remove(&oldest);
            }
        }
        let end = End {
            resume,
            changes,
            exact,
            turn: Turn::Ahead,
            at: Instant::now(),
        };
        ends.insert(next, end);
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Step, End>> {
        self.ends.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl End {
    fn is_true(&self, changes: u64) -> bool {
        self.exact && self.changes == changes
    }

    /// A page was asked for: the one behind this end, or another of the same walk.
    fn pass(&mut self, is_behind: bool) {
        self.turn = match self.turn {
            Turn::Ahead | Turn::Again if is_behind => Turn::Again,
            Turn::Ahead => Turn::Ahead,
            Turn::Again | Turn::Passed => Turn::Passed,
        };
    }
}

/// Good whatever has changed since the page before it.
fn next_of_a_walk(ends: &HashMap<Step, End>, step: &Step, changes: u64) -> Option<Found> {
    let end = ends.get(step).filter(|end| end.turn != Turn::Passed)?;
    Some(Found {
        behind: Some(Behind {
            resume: end.resume.clone(),
            skip: 0,
        }),
        exact: end.is_true(changes),
    })
}

fn counted_to(ends: &HashMap<Step, End>, step: &Step, changes: u64) -> Found {
    let nearest = ends
        .iter()
        .filter(|(_, end)| end.is_true(changes))
        .filter_map(|(other, end)| Some((step.distance_from(other)?, end)))
        .min_by_key(|(distance, _)| *distance);
    Found {
        behind: nearest.map(|(skip, end)| Behind {
            resume: end.resume.clone(),
            skip,
        }),
        exact: true,
    }
}
