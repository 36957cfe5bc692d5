//! Activity entries that are written off the request's path: calls that changed nothing, reads and
//! sign-ins that were refused. They are collected in memory, where equal ones only count, and are
//! written together a moment later and at the drain. A crash can lose the last moment's; no change
//! is ever among them.

use std::{
    collections::{HashMap, hash_map},
    sync::{Mutex, MutexGuard, PoisonError},
};

use roster::TenantId;
use store::operation::activity::Note;

use crate::{context::Context, permit::Room, reply::Outcome, submission::Submission};

/// Different notes that may wait: neither a client nor an attacker can fill the memory.
const MOST: usize = 4_000;
/// Notes under way to the store at once. They have a room of their own, so that they never take
/// the place of a write that somebody waits for.
const UNDER_WAY: usize = 512;

/// The notes of one tenant that wait to be written. It belongs to the tenant, not to an actor, so
/// that an actor's restart loses none.
#[derive(Debug)]
pub(crate) struct Notes {
    waiting: Mutex<HashMap<String, Note>>,
    room: Room,
}

/// What has become of a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Added {
    /// The first that waits: somebody has to see to it that it is written.
    First,
    /// Others wait already.
    Another,
    /// Too many wait; it is not among them.
    TooMany,
}

impl Notes {
    /// `process` is the budget of everything that waits for the store.
    pub(crate) fn within(process: &Room) -> Self {
        Self {
            waiting: Mutex::default(),
            room: process.nested(UNDER_WAY),
        }
    }

    /// Adds a note, or counts it if an equal one waits.
    pub(crate) fn add(&self, note: Note) -> Added {
        let mut waiting = self.lock();
        let (count, key) = (waiting.len(), sameness(&note));
        match waiting.entry(key) {
            hash_map::Entry::Occupied(mut equal) => {
                equal.get_mut().times += note.times;
                Added::Another
            }
            hash_map::Entry::Vacant(_) if count >= MOST => Added::TooMany,
            hash_map::Entry::Vacant(free) => {
                free.insert(note);
                if count == 0 {
                    Added::First
                } else {
                    Added::Another
                }
            }
        }
    }

    /// Submits what waits, as far as there is room; the rest goes on waiting.
    pub(crate) fn write(&self, context: &Context, tenant: TenantId) -> Vec<Outcome<u64>> {
        let mut outcomes = Vec::new();
        let all = std::mem::take(&mut *self.lock());
        for note in all.into_values() {
            if let Ok(permit) = self.room.enter() {
                let (submission, outcome) = Submission::new(note, permit);
                submission.submit(&context.store, tenant);
                outcomes.push(outcome);
            } else {
                // One more than the most is no harm: it was counted among them before.
                self.lock().insert(sameness(&note), note);
            }
        }
        outcomes
    }

    /// How many wait.
    pub(crate) fn waiting(&self) -> usize {
        self.lock().len()
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Note>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Equal for notes that are one line of the history: all but when and by which request.
fn sameness(note: &Note) -> String {
    format!(
        "{:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        note.call.source,
        note.operation,
        note.result,
        note.who,
        note.error,
        note.reason,
        note.notes
    )
}
