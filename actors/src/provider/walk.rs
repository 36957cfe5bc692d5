//! Walks through a list by index. The wire only has `startIndex` (RFC 7644 §3.4.2.4), which names a
//! position, and positions move when others are deleted: a walk by position misses people. So the
//! place where each page ended is remembered for the client that is likely to come for the next
//! one, which then starts behind the last resource shown, wherever that stands by now.
//!
//! A page that starts elsewhere is counted from the nearest of these places in front of it, as long
//! as nothing has changed in the tenant meanwhile: positions are then what they were.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
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

/// Where a page ended.
#[derive(Debug)]
struct End {
    resume: Resume,
    /// How many changes the tenant had seen by then.
    changes: u64,
    at: Instant,
}

impl Step {
    /// The page behind this one, which has shown `shown` resources.
    pub(super) fn next(mut self, shown: usize) -> Self {
        let shown = u64::try_from(shown).unwrap_or(u64::MAX);
        self.start_index = self.start_index.saturating_add(shown);
        self
    }

    /// How far behind `other` it starts, if that is a step of the same walk in front of it.
    fn distance_from(&self, other: &Self) -> Option<u64> {
        let same_walk = self.token == other.token && self.asked == other.asked;
        self.start_index
            .checked_sub(other.start_index)
            .filter(|_| same_walk)
    }
}

impl Walks {
    /// Where an earlier page ended, and how many more resources precede this one. The end of the
    /// page before it is good whatever has changed; it stays remembered, because a client that got
    /// no answer asks for the same page again. Any other is only good while the tenant has seen
    /// just so many `changes`.
    pub(super) fn find(&self, step: &Step, changes: u64) -> Option<(Resume, u64)> {
        let ends = self.ends.lock().unwrap_or_else(PoisonError::into_inner);
        ends.iter()
            .filter(|(_, end)| end.at.elapsed() < FORGOTTEN_AFTER)
            .filter_map(|(other, end)| Some((step.distance_from(other)?, end)))
            .filter(|(distance, end)| *distance == 0 || end.changes == changes)
            .min_by_key(|(distance, _)| *distance)
            .map(|(distance, end)| (end.resume.clone(), distance))
    }

    /// Remembers where a page has ended.
    pub(super) fn remember(&self, next: Step, resume: Resume, changes: u64) {
        let mut ends = self.ends.lock().unwrap_or_else(PoisonError::into_inner);
        ends.retain(|_, end| end.at.elapsed() < FORGOTTEN_AFTER);
        if ends.len() >= MOST && !ends.contains_key(&next) {
            let oldest = ends.iter().min_by_key(|(_, end)| end.at);
            if let Some(oldest) = oldest.map(|(step, _)| step.clone()) {
                ends.remove(&oldest);
            }
        }
        let end = End {
            resume,
            changes,
            at: Instant::now(),
        };
        ends.insert(next, end);
    }
}
