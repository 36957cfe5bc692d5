//! Walks through a list, page by page. The wire only has `startIndex` (RFC 7644 §3.4.2.4), which
//! names a position, and positions move when others are deleted: a walk by position misses people.
//! So the place where each page ended is remembered for the client that is likely to come for the
//! next one, which then starts behind the last resource shown, wherever that stands by now.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use rosterd_http::provider::Query;
use scim::ResourceKind;
use store::reader::list::Resume;
use tokio::time::Instant;

/// Walks remembered for one tenant.
const MOST: usize = 64;
/// After that long without the next page a walk is forgotten.
const FORGOTTEN_AFTER: Duration = Duration::from_mins(5);

/// The ends of pages that a next page may follow.
#[derive(Debug, Default)]
pub(crate) struct Walks {
    ends: Mutex<HashMap<Step, (Resume, Instant)>>,
}

/// A page that may be asked for: by whom, of what, from where.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Step {
    token: String,
    kind: ResourceKind,
    filter: Option<String>,
    sort: Option<(String, bool)>,
    start_index: u64,
}

impl Step {
    pub(super) fn of(token: &str, kind: ResourceKind, query: &Query) -> Self {
        let sort = query.sort.as_ref();
        Self {
            token: token.to_owned(),
            kind,
            filter: query.filter.as_ref().map(ToString::to_string),
            sort: sort.map(|sort| (sort.path.to_string(), sort.descending)),
            start_index: query.page.start_index,
        }
    }

    /// The page behind this one, which has shown `shown` resources.
    pub(super) fn next(mut self, shown: usize) -> Self {
        let shown = u64::try_from(shown).unwrap_or(u64::MAX);
        self.start_index = self.start_index.saturating_add(shown);
        self
    }
}

impl Walks {
    /// Where the page before this one ended. It stays remembered: a client that got no answer asks
    /// for the same page again.
    pub(super) fn find(&self, step: &Step) -> Option<Resume> {
        let ends = self.ends.lock().unwrap_or_else(PoisonError::into_inner);
        ends.get(step)
            .filter(|(_, at)| at.elapsed() < FORGOTTEN_AFTER)
            .map(|(resume, _)| resume.clone())
    }

    /// Remembers where a page has ended.
    pub(super) fn remember(&self, next: Step, resume: Resume) {
        let mut ends = self.ends.lock().unwrap_or_else(PoisonError::into_inner);
        ends.retain(|_, (_, at)| at.elapsed() < FORGOTTEN_AFTER);
        if ends.len() >= MOST && !ends.contains_key(&next) {
            let oldest = ends.iter().min_by_key(|(_, (_, at))| *at);
            if let Some(oldest) = oldest.map(|(step, _)| step.clone()) {
                ends.remove(&oldest);
            }
        }
        ends.insert(next, (resume, Instant::now()));
    }
}
